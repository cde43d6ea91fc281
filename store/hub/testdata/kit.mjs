// What a client of other makers does with a hub: node kit.mjs PACKAGES URL TOKEN TRANSACTION.
// It prints what came of each step, as one JSON object.
import { createRequire } from 'node:module';

const [, , packages, baseUrl, bearerToken, transaction] = process.argv;
const Client = createRequire(packages + '/package.json')('fhir-kit-client').default
  ?? createRequire(packages + '/package.json')('fhir-kit-client');
const client = new Client({ baseUrl, bearerToken });
const out = {};
const step = async (name, ask, show) => {
  try {
    out[name] = show(await ask());
  } catch (e) {
    const o = e.response?.data;
    out[name] = e.response ? `${e.response.status} ${o?.resourceType} ${o?.issue?.[0]?.code}` : String(e);
  }
};
const sent = JSON.parse(transaction);
const plan = sent.entry.map((e) => e.resource).find((r) => r.resourceType === 'CarePlan');
const { resourceType, id } = plan;
const found = (b) => `${b.type} ${b.total} ${b.entry?.[0]?.resource?.id ?? ''}`.trim();

await step('capability', () => client.capabilityStatement(), (r) => `${r.resourceType} ${r.fhirVersion}`);
await step('transaction', () => client.transaction({ body: sent }), (r) => r.entry.map((e) => e.response.status).join());
await step('read', () => client.read({ resourceType, id }), (r) => `${r.title} ${r.meta.versionId}`);
const identifier = 'urn:x:id|' + id;
await step('search', () => client.search({ resourceType, searchParams: { identifier } }), found);
await step('search by POST', () => client.search({ resourceType, searchParams: { identifier }, options: { postSearch: true } }), found);
await step('search by id', () => client.search({ resourceType, searchParams: { _id: id } }), found);
await step('search by name', () => client.search({ resourceType, searchParams: { name: 'x' } }), found);
await step('update', () => client.update({ resourceType, id, body: { ...plan, title: 'Another' }, options: { headers: { 'If-Match': 'W/"1"' } } }), (r) => `${r.title} ${r.meta.versionId}`);
await step('stale update', () => client.update({ resourceType, id, body: plan, options: { headers: { 'If-Match': 'W/"1"' } } }), (r) => r.title);
await step('vread', () => client.vread({ resourceType, id, version: '1' }), (r) => `${r.title} ${r.meta.versionId}`);
await step('create', () => client.create({ resourceType, body: plan }), (r) => r.title);
await step('delete', () => client.delete({ resourceType, id }), () => 'deleted');
console.log(JSON.stringify(out));
