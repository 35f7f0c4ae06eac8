import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { SignIn } from './sign-in/SignIn.ts'
import './ui/page.css'

const place = document.getElementById('page')
if (place === null) {
  throw new Error('index.html has no place for the page')
}
const signIn = new SignIn()
createRoot(place).render(
  <StrictMode>
    <App signIn={signIn} />
  </StrictMode>,
)
void signIn.start()
