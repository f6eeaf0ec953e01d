// Prints a token of the issuer on a port.
const answer = await fetch(`http://127.0.0.1:${process.argv[2]}/token`, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials', client_id: 'kari', client_secret: 'of-this-run', scope: 'tildeling', resource: 'urn:tildeling',
  }),
});
const told = await answer.json();
if (!told.access_token) throw new Error(JSON.stringify(told));
console.log(told.access_token);
