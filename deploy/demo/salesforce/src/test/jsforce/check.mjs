// Everything that jsforce does here it does as with Salesforce itself: by its own code, over HTTP.
// Usage: node check.mjs http://127.0.0.1:PORT     Prints a line for each part; exit 1 at the first fault.
import assert from 'node:assert/strict';
import jsforce from 'jsforce';

const address = process.argv[2];
const version = '60.0';

async function part(name, check) {
  await check();
  console.log(`ok ${name}`);
}

async function fails(promise, code, field) {
  const fault = await promise.then(
    () => assert.fail(`${code} expected, and all was well`),
    (failure) => failure,
  );
  assert.equal(fault.errorCode ?? fault.name, code, fault.message);
  if (field) {
    assert.deepEqual(fault.data?.fields ?? fault.fields, [field]);
  }
}

const names = Array.from({ length: 450 }, (_, number) => `Paged ${String(number).padStart(4, '0')}`);
const connection = new jsforce.Connection({ loginUrl: address, version });

await part('SOAP log-in with password and security token', async () => {
  const user = await connection.login('ada@acme.example', 'engineTOKEN');
  assert.match(user.id, /^005\w{15}$/);
  assert.match(user.organizationId, /^00D\w{15}$/);
  assert.equal(connection.instanceUrl, address);
});

await part('a wrong password is refused', async () => {
  const other = new jsforce.Connection({ loginUrl: address, version });
  const fault = await other.login('ada@acme.example', 'wrong').catch((failure) => failure);
  assert.match(String(fault.message), /INVALID_LOGIN/);
});

await part('OAuth 2 password grant, and refresh', async () => {
  const oauth2 = { loginUrl: address, clientId: 'tributary-demo', clientSecret: 'demo-secret' };
  const other = new jsforce.Connection({ oauth2, version });
  await other.loginByOAuth2('ada@acme.example', 'engineTOKEN');
  assert.ok(other.accessToken);
  assert.equal((await other.identity()).username, 'ada@acme.example');
});

await part('identity and limits', async () => {
  const identity = await connection.identity();
  assert.equal(identity.username, 'ada@acme.example');
  assert.ok((await connection.limits()).DailyApiRequests.Max > 0);
});

await part('describe, of all and of one', async () => {
  const all = await connection.describeGlobal();
  assert.ok(all.sobjects.some((object) => object.name === 'Account'));
  const account = await connection.describe('Account');
  assert.ok(account.fields.find((field) => field.name === 'External_Id__c').externalId);
});

let id;
await part('create, retrieve, update', async () => {
  const made = await connection.sobject('Account').create({ Name: 'Analytical Engines' });
  assert.ok(made.success);
  id = made.id;
  assert.equal((await connection.sobject('Account').retrieve(id)).Name, 'Analytical Engines');
  const changed = await connection.sobject('Account').update({ Id: id, Industry: 'Technology' });
  assert.ok(changed.success);
});

await part('faults have code and field', async () => {
  await fails(connection.sobject('Account').create({ Industry: 'Technology' }), 'REQUIRED_FIELD_MISSING', 'Name');
  await fails(connection.sobject('Account').create({ Name: 'A', Colour: 'red' }), 'INVALID_FIELD');
  await fails(connection.query('SELECT Colour FROM Account'), 'INVALID_FIELD');
  await fails(connection.query('SELECT FROM'), 'MALFORMED_QUERY');
  await fails(connection.sobject('Account').retrieve('001000000000000AAA'), 'NOT_FOUND');
});

await part('upsert by external id makes one, then changes it', async () => {
  const first = await connection.sobject('Account').upsert({ External_Id__c: 'e-1', Name: 'One' }, 'External_Id__c');
  const again = await connection.sobject('Account').upsert({ External_Id__c: 'e-1', Name: 'Two' }, 'External_Id__c');
  assert.ok(first.success && again.success);
  const found = await connection.query("SELECT Id, Name FROM Account WHERE External_Id__c = 'e-1'");
  assert.equal(found.totalSize, 1);
  assert.equal(found.records[0].Name, 'Two');
});

await part('collections of 200, all or none', async () => {
  const made = await connection
    .sobject('Lead')
    .create(names.slice(0, 200).map((name) => ({ LastName: name, Company: 'Paged' })));
  assert.equal(made.filter((one) => one.success).length, 200);
  const none = await connection
    .sobject('Lead')
    .create([{ LastName: 'Good', Company: 'None' }, { Company: 'None' }], { allOrNone: true });
  assert.ok(none.every((one) => !one.success));
  assert.equal((await connection.query("SELECT COUNT() FROM Lead WHERE Company = 'None'")).totalSize, 0);
});

await part('bulk 2.0: ingest of CSV, with its failures', async () => {
  const result = await connection.bulk2.loadAndWaitForResults({
    object: 'Lead',
    operation: 'insert',
    input: [...names.slice(200).map((name) => ({ LastName: name, Company: 'Paged' })), { LastName: '', Company: 'Paged' }],
    pollInterval: 100,
    pollTimeout: 20_000,
  });
  assert.equal(result.successfulResults.length, 250);
  assert.equal(result.failedResults.length, 1);
  assert.match(result.failedResults[0].sf__Error, /REQUIRED_FIELD_MISSING/);
});

await part('query and queryMore', async () => {
  const query = "SELECT LastName FROM Lead WHERE Company = 'Paged' ORDER BY LastName";
  let page = await connection.query(query, { headers: { 'Sforce-Query-Options': 'batchSize=200' } });
  const found = [...page.records];
  assert.equal(page.totalSize, 450);
  assert.equal(found.length, 200);
  while (!page.done) {
    page = await connection.queryMore(page.nextRecordsUrl);
    found.push(...page.records);
  }
  assert.deepEqual(found.map((lead) => lead.LastName), names);
});

await part('relationships, up and down', async () => {
  await connection.sobject('Contact').create({ LastName: 'Babbage', AccountId: id });
  const up = await connection.query(`SELECT Account.Name FROM Contact WHERE AccountId = '${id}'`);
  assert.equal(up.records[0].Account.Name, 'Analytical Engines');
  const down = await connection.query(`SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Id = '${id}'`);
  assert.equal(down.records[0].Contacts.records[0].LastName, 'Babbage');
});

await part('bulk 2.0: query, streamed', async () => {
  const stream = await connection.bulk2.query("SELECT LastName FROM Lead WHERE Company = 'Paged'", {
    pollInterval: 100,
    pollTimeout: 20_000,
  });
  const found = await stream.toArray();
  assert.equal(found.length, 450);
});

await part('destroy, and what was deleted', async () => {
  const before = new Date(Date.now() - 60_000);
  assert.ok((await connection.sobject('Account').destroy(id)).success);
  await fails(connection.sobject('Account').retrieve(id), 'NOT_FOUND');
  await fails(connection.sobject('Account').destroy(id), 'ENTITY_IS_DELETED');
  const deleted = await connection.sobject('Account').deleted(before.toISOString(), new Date(Date.now() + 60_000).toISOString());
  assert.ok(deleted.deletedRecords.some((record) => record.id === id));
});

await part('apex', async () => {
  assert.ok(await connection.apex.get('/anything/7'));
});

await part('log-out ends the session', async () => {
  await connection.logout();
});
