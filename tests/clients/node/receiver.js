// A receiver of webhooks: verifies signatures with the library of Standard Webhooks, and ends when it has what it waits for.
//
// Usage: node receiver.js PORT SECRET TYPE ...     for example application.received
'use strict';

const assert = require('node:assert/strict');
const http = require('node:http');
const { Webhook } = require('standardwebhooks');

const [port, secret, ...types] = process.argv.slice(2);
if (types.length === 0) {
  console.error('Usage: node receiver.js PORT SECRET TYPE ...');
  process.exit(2);
}
const webhook = new Webhook(secret);
const waitedFor = new Set(types);

const server = http.createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts).toString('utf8');
  const message = webhook.verify(body, request.headers);
  // The control: with one byte changed, the library must refuse.
  assert.throws(() => webhook.verify(`${body} `, request.headers), 'a message that was changed passes');
  console.log(`verified ${request.headers['webhook-id']}: ${message.type}, ${message.data.case_reference}`);
  response.writeHead(204).end(() => {
    waitedFor.delete(message.type);
    if (waitedFor.size === 0) process.exit(0);
  });
});
process.on('unhandledRejection', (problem) => {
  console.error(problem);
  process.exit(1);
});
server.listen(Number(port), '127.0.0.1', () => console.log('listening'));
