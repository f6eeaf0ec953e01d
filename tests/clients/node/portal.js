// A small portal: one application to user-run centres, from check to submitted, a change of account, and an acceptance; then the
// organisation's grant of another round, accepted and changed.
//
// Usage: node portal.js ADDRESS TOKEN CALL ORGANISATION_NUMBER GRANTED_CALL
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');
const protobuf = require('protobufjs');

const PROTO = process.env.TILDELING_PROTO || path.resolve(__dirname, '../../../proto');
const [address, token, call, organisation, granted] = process.argv.slice(2);
if (!granted) {
  console.error('Usage: node portal.js ADDRESS TOKEN CALL ORGANISATION_NUMBER GRANTED_CALL');
  process.exit(2);
}

const services = ['tildeling/v1/application_service.proto', 'tildeling/v1/grant_service.proto'];
const definition = protoLoader.loadSync(services, {
  includeDirs: [PROTO],
  keepCase: true,
  longs: String,
  enums: String,
  defaults: true,
});
const { ApplicationService, GrantService } = grpc.loadPackageDefinition(definition).tildeling.v1;
const service = new ApplicationService(address, grpc.credentials.createInsecure());
const grants = new GrantService(address, grpc.credentials.createInsecure());

// The form travels in an Any, so its type is loaded by itself; the error details likewise.
const forms = new protobuf.Root();
forms.resolvePath = (origin, target) => (target.startsWith('google/') ? target : path.join(PROTO, target));
forms.loadSync('tildeling/user_run_centres/v1/form.proto', { keepCase: true });
const Form = forms.lookupType('tildeling.user_run_centres.v1.Form');

const rpc = new protobuf.Root().loadSync(path.join(__dirname, 'error_details.proto'), { keepCase: true });
const detailTypes = new Map(
  ['ErrorInfo', 'BadRequest', 'PreconditionFailure'].map((name) => [`google.rpc.${name}`, rpc.lookupType(`google.rpc.${name}`)]),
);
const Status = rpc.lookupType('google.rpc.Status');

/** The scheme's form. Without an ideal purpose in the articles, a rule is not met. */
function form(idealPurpose) {
  const message = Form.fromObject({
    organisation_type: 'ORGANISATION_TYPE_USER_RUN_CENTRE',
    frame: 'FRAME_LOCAL_REGIONAL',
    voluntary_registration: { organisation_number: organisation, registered_date: '2012-05-01' },
    articles: {
      purpose_clause: '§ 1: Foreningen driver et brukerstyrt senter uten økonomisk formål.',
      ideal_purpose: idealPurpose,
      core_business_user_involvement: true,
    },
    membership: { user_share_of_board_percent: 60, members: 140, local_branches: 1, counties: ['03'] },
    activities: [
      {
        key: 'open_house',
        name: 'Åpent hus',
        goal: 'Et sted å være etter behandling, drevet av dem som bruker det.',
        target_group: 'Mennesker med ruserfaring',
        users_planned: 120,
        opening_hours_week: 30,
        in_norway: true,
        budget: [
          { code: 'wages', description: 'Lønn, 60 prosent stilling', amount: { ore: 38000000 } },
          { code: 'rent', description: 'Husleie', amount: { ore: 12000000 } },
        ],
        funding: [{ funder: 'Kommunen', kind: 'FUNDER_KIND_MUNICIPALITY', amount: { ore: 5000000 }, confirmed: true }],
        applied: { ore: 45000000 },
      },
    ],
    control_measures: 'Regnskapet revideres; to personer attesterer hvert bilag.',
    signature: { name: 'Kari Nordmann', capacity: 'SIGNATORY_CAPACITY_CHAIR' },
  });
  return { type_url: 'type.googleapis.com/tildeling.user_run_centres.v1.Form', value: Form.encode(message).finish() };
}

function ask(method, request, of = service) {
  const metadata = new grpc.Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  metadata.set('accept-language', 'nn');
  return new Promise((resolve, reject) => {
    const deadline = new Date(Date.now() + 10_000);
    of[method](request, metadata, { deadline }, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

/** What a refused call says: its status, its reason, and its violations as [where, text]. */
async function refusal(method, request, of = service) {
  let error;
  try {
    await ask(method, request, of);
  } catch (caught) {
    error = caught;
  }
  assert.ok(error, 'the call was answered, and should have been refused');
  const [details] = error.metadata.get('grpc-status-details-bin');
  let reason;
  const violations = [];
  for (const { type_url: url, value } of Status.decode(details).details) {
    const name = url.slice(url.lastIndexOf('/') + 1);
    const detail = detailTypes.get(name)?.decode(value);
    if (name.endsWith('ErrorInfo')) reason = detail.reason;
    if (name.endsWith('BadRequest')) violations.push(...detail.field_violations.map((v) => [v.field, v.description]));
    if (name.endsWith('PreconditionFailure')) violations.push(...detail.violations.map((v) => [v.type, v.description]));
  }
  return { code: grpc.status[error.code], reason, violations };
}

function tell(title, { code, reason, violations }) {
  console.log(`${title}: ${code} ${reason}`);
  for (const [where, text] of violations) console.log(`  ${where}: ${text}`);
}

/** Accepts the organisation's grant of the round that is decided, and asks for changes of it. */
async function changeAGrant() {
  const offered = (await ask('ListGrants', { parent: granted }, grants)).grants;
  assert.equal(offered.length, 1);
  const { name, etag, terms } = offered[0];
  let { grant } = await ask('AcceptGrant', { name, etag, terms, account_number: '12345678903' }, grants);
  console.log(`accepted: ${grant.case_reference}, ${grant.granted.ore / 100} kr`);

  const change = { name, etag: grant.etag, amount: grant.granted, reason: 'Husleiga er lågare no.' };
  const same = await refusal('RequestChange', change, grants);
  tell('the amount that it has', same);
  assert.equal(same.reason, 'ERROR_REASON_RULES_NOT_MET');
  assert.deepEqual(same.violations.map(([code]) => code), ['CHANGE_SAME_AMOUNT']);

  // Another partner is told only, and holds at once; less money is decided.
  const partner = { name, etag: grant.etag, partner: 'Frivilligsentralen', reason: 'Vi har fått ny partnar.' };
  ({ grant } = await ask('RequestChange', partner, grants));
  assert.equal(grant.changes.at(-1).state, 'GRANT_CHANGE_STATE_NOTED');

  Object.assign(change, { etag: grant.etag, amount: { ore: grant.granted.ore - 5000000 } });
  const asked = (await ask('RequestChange', change, grants)).grant;
  assert.deepEqual((await ask('RequestChange', change, grants)).grant, asked, 'a retry answers the same');
  const waiting = asked.changes.at(-1);
  assert.equal(waiting.state, 'GRANT_CHANGE_STATE_ASKED');
  assert.deepEqual(waiting.kinds, ['GRANT_CHANGE_KIND_AMOUNT']);
  assert.deepEqual(asked.granted, waiting.granted_before, 'nothing changes before the decision');
  console.log(`asked for a change: ${waiting.amount.ore / 100} kr instead of ${waiting.granted_before.ore / 100} kr`);

  partner.etag = asked.etag;
  const second = await refusal('RequestChange', partner, grants);
  tell('another while it waits', second);
  assert.deepEqual(second.violations.map(([code]) => code), ['CHANGE_WAITS']);
  const withdrawn = (await ask('WithdrawChange', { name: waiting.name, etag: asked.etag }, grants)).grant;
  assert.equal(withdrawn.changes.at(-1).state, 'GRANT_CHANGE_STATE_WITHDRAWN');
}

async function main() {
  const application = {
    name: `${call}/applications/${randomUUID()}`,
    applicant: {
      organisation_number: organisation,
      organisation_name: 'Huset på hjørnet',
      kind: 'APPLICANT_KIND_VOLUNTARY_ORGANISATION',
      municipality_number: '0301',
    },
    requested: { ore: 45000000 },
    letter_language: 'nn',
    contact: { name: 'Ola Nordmann', email: 'ola@example.org', phone: '22 00 00 00' },
    address: { lines: ['Storgata 1'], postal_code: '0155', place: 'Oslo' },
    form: form(false),
  };

  const checked = await ask('CheckApplication', { application });
  console.log(`check: ${checked.findings.length} finding(s)`);
  for (const finding of checked.findings) console.log(`  ${finding.code} (${finding.citation}): ${finding.text}`);
  assert.ok(checked.findings.length > 0);

  const wrong = structuredClone(application);
  Object.assign(wrong.applicant, { organisation_number: '123456789', organisation_name: '' });
  wrong.requested.ore = -1;
  const faults = await refusal('CreateApplication', { application: wrong });
  tell('several faults at once', faults);
  assert.equal(faults.reason, 'ERROR_REASON_INVALID_FIELDS');
  assert.equal(faults.violations.length, 3);

  const created = (await ask('CreateApplication', { application })).application;
  assert.deepEqual((await ask('CreateApplication', { application })).application, created, 'a retry answers the same');
  console.log(`created: ${created.case_reference}`);

  const early = await refusal('SubmitApplication', { name: created.name, etag: created.etag });
  tell('submitted too early', early);
  assert.equal(early.reason, 'ERROR_REASON_RULES_NOT_MET');

  const update = { application: { name: created.name, etag: '999', form: form(true) }, update_mask: { paths: ['form'] } };
  const stale = await refusal('UpdateApplication', update);
  tell('stale etag', stale);
  assert.equal(stale.reason, 'ERROR_REASON_STALE_ETAG');
  update.application.etag = created.etag;
  const updated = (await ask('UpdateApplication', update)).application;

  const submit = { name: updated.name, etag: updated.etag };
  const submitted = (await ask('SubmitApplication', submit)).application;
  assert.equal(submitted.state, 'APPLICATION_STATE_SUBMITTED');
  assert.deepEqual((await ask('SubmitApplication', submit)).application, submitted, 'a retry answers the same');
  console.log(`submitted: ${submitted.case_reference}, can be granted at the most ${submitted.claim.amount.ore / 100} kr`);
  for (const step of submitted.claim.steps) console.log(`  ${step.text}`);

  const change = { name: submitted.name.replace('/applications/', '/grants/'), etag: '1', account_number: '12345678901' };
  const mistyped = await refusal('ChangeAccount', change, grants);
  tell('a mistyped account', mistyped);
  assert.equal(mistyped.reason, 'ERROR_REASON_INVALID_FIELDS');
  assert.deepEqual(mistyped.violations.map(([field]) => field).sort(), ['account_number', 'asked_by', 'reason']);

  Object.assign(change, { account_number: '12345678903', asked_by: 'Kari Nordmann', reason: 'Ny bank.' });
  const missing = await refusal('ChangeAccount', change, grants);
  tell('no grant yet', missing);
  assert.equal(missing.reason, 'ERROR_REASON_NOT_FOUND');

  // With an offer, both are sent as GetGrant shows them: `terms` is the version of the letter that was sent.
  const accept = { name: change.name, etag: '1', account_number: '12345678903' };
  const unnamed = await refusal('AcceptGrant', accept, grants);
  tell('acceptance of unnamed terms', unnamed);
  assert.deepEqual(unnamed.violations.map(([field]) => field), ['terms']);
  accept.terms = { decision: `${submitted.name}/decisions/1`, text_sha256: '00'.repeat(32) };
  const offerless = await refusal('AcceptGrant', accept, grants);
  tell('no offer yet', offerless);
  assert.equal(offerless.reason, 'ERROR_REASON_NOT_FOUND');
  await changeAGrant();
  service.close();
  grants.close();
}

main().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
