// Everything that node-quickbooks does here it does as with QuickBooks itself: by its own code, over
// HTTP; only its addresses are ours. Usage: node check.mjs http://127.0.0.1:PORT REALM
// Prints a line for each part; exit 1 at the first fault.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import QuickBooks from 'node-quickbooks';

const [address, realm] = process.argv.slice(2);
const redirect = 'http://localhost:8080/oauth/callback';

async function part(name, check) {
  await check();
  console.log(`ok ${name}`);
}

/** A code, as the consent page gives it to who signs in there. */
async function consent() {
  const asked = new URLSearchParams({
    client_id: 'tributary-demo',
    redirect_uri: redirect,
    response_type: 'code',
    scope: 'com.intuit.quickbooks.accounting',
    state: 's',
    username: 'ada@acme.example',
    password: 'engine',
  });
  const answer = await fetch(`${address}/connect/oauth2`, { method: 'POST', body: asked, redirect: 'manual' });
  const location = new URL(answer.headers.get('location'));
  assert.equal(location.searchParams.get('realmId'), realm);
  return location.searchParams.get('code');
}

async function tokens(code) {
  const answer = await fetch(`${address}/oauth2/v1/tokens/bearer`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('tributary-demo:demo-secret')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirect }),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

QuickBooks.setOauthVersion('1.0'); // the addresses of 2.0 would be asked for at the vendor
QuickBooks.V3_ENDPOINT_BASE_URL = `${address}/v3/company/`;
QuickBooks.TOKEN_URL = `${address}/oauth2/v1/tokens/bearer`;
const granted = await tokens(await consent());
const client = new QuickBooks(
  'tributary-demo', 'demo-secret', granted.access_token, false, realm, true, false, 75, '2.0', granted.refresh_token,
);

/** Calls what the client does by callback. */
function call(method, ...words) {
  return new Promise((resolve, reject) => {
    client[method](...words, (fault, answer) => (fault ? reject(fault) : resolve(answer)));
  });
}

async function fails(promise, code) {
  const fault = await promise.then(() => assert.fail(`${code} expected, and all was well`), (failure) => failure);
  const body = fault.Fault ?? fault.fault ?? fault.response?.data?.Fault ?? fault;
  assert.equal(String((body.Error ?? body.error)?.[0]?.code), code, JSON.stringify(body));
}

await part('refresh turns the token', async () => {
  const before = client.refreshToken;
  await call('refreshAccessToken');
  assert.notEqual(client.refreshToken, before);
});

await part('company', async () => {
  assert.ok((await call('getCompanyInfo', realm)).CompanyName);
});

let customer;
await part('create, read, sparse update', async () => {
  customer = await call('createCustomer', { DisplayName: 'Analytical Engines' });
  assert.equal((await call('getCustomer', customer.Id)).DisplayName, 'Analytical Engines');
  const changed = await call('updateCustomer', { Id: customer.Id, SyncToken: customer.SyncToken, sparse: true, Notes: 'a' });
  assert.equal(changed.DisplayName, 'Analytical Engines');
  assert.equal(changed.SyncToken, String(Number(customer.SyncToken) + 1));
});

await part('faults have their codes', async () => {
  await fails(call('createCustomer', { DisplayName: 'Analytical Engines' }), '6240');
  await fails(call('updateCustomer', { Id: customer.Id, SyncToken: '0', sparse: true, Notes: 'b' }), '5010');
  await fails(call('createInvoice', { Line: [] }), '2020');
  await fails(call('getCustomer', '999999'), '610');
});

await part('a request id gives the first answer again', async () => {
  const one = await call('createCustomer', { DisplayName: 'Once', requestId: 'r-1' });
  const two = await call('createCustomer', { DisplayName: 'Once', requestId: 'r-1' });
  assert.equal(two.Id, one.Id);
});

let invoice;
await part('invoice: made, sent, voided, deleted', async () => {
  const line = (amount) => ({
    Amount: amount,
    DetailType: 'SalesItemLineDetail',
    SalesItemLineDetail: { ItemRef: { value: '1' } },
  });
  const made = () => call('createInvoice', { CustomerRef: { value: customer.Id }, Line: [line(100)] });
  invoice = await made();
  assert.equal(invoice.TotalAmt, 100);
  const sent = await call('sendInvoicePdf', invoice.Id, 'ada@acme.example');
  assert.equal(sent.EmailStatus, 'EmailSent');
  assert.ok((await call('getInvoicePdf', invoice.Id)).length > 0);
  const voided = await call('voidInvoice', invoice.Id);
  assert.equal(voided.Invoice.TotalAmt, 0);
  const other = await made();
  const deleted = await call('deleteInvoice', other.Id);
  assert.equal(deleted.Invoice.status, 'Deleted');
});

await part('queries: conditions, counts, and all pages', async () => {
  const found = await call('findCustomers', [{ field: 'DisplayName', value: 'Analytical%', operator: 'LIKE' }]);
  assert.equal(found.QueryResponse.Customer.length, 1);
  const items = Array.from({ length: 30 }, (_, number) => ({
    bId: String(number),
    operation: 'create',
    Vendor: { DisplayName: `Vendor ${number}` },
  }));
  assert.equal((await call('batch', items)).BatchItemResponse.length, 30);
  const all = await call('findVendors', [{ field: 'limit', value: 10 }, { field: 'fetchAll', value: true }]);
  assert.ok(all.QueryResponse.Vendor.length >= 30);
  const counted = await call('findVendors', { count: true });
  assert.equal(counted.QueryResponse.totalCount, all.QueryResponse.Vendor.length);
});

await part('changed entities, deleted ones among them', async () => {
  const since = new Date(Date.now() - 3_600_000);
  const answer = await call('changeDataCapture', ['Customer', 'Invoice'], since);
  const parts = answer.CDCResponse[0].QueryResponse;
  assert.ok(parts.find((one) => one.Customer).Customer.some((one) => one.Id === customer.Id));
  assert.ok(parts.find((one) => one.Invoice).Invoice.some((one) => one.status === 'Deleted'));
});

await part('a report', async () => {
  const report = await call('reportProfitAndLoss', { start_date: '2026-01-01', end_date: '2026-12-31' });
  assert.equal(report.Header.ReportName, 'ProfitAndLoss');
});

await part('a file, and what it belongs to', async () => {
  const file = await call('upload', 'plan.txt', 'text/plain', Readable.from([Buffer.from('engine')]), 'Invoice', invoice.Id);
  assert.equal(file.FileName, 'plan.txt');
  assert.equal(file.AttachableRef[0].EntityRef.value, invoice.Id);
});
