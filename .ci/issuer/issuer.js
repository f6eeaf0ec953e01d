// A certified OpenID provider: `issuer.js PORT KEYS KID` publishes the keys of a file, made when there is none, and signs with one.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Provider } from 'oidc-provider';

const [port, file, kid] = process.argv.slice(2);
const keys = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
if (!keys.some((key) => key.kid === kid)) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  keys.push({ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' });
  writeFileSync(file, JSON.stringify(keys));
}
const resource = {
  scope: 'tildeling', audience: 'tildeling', accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg: 'RS256', kid } },
};
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'kari', client_secret: 'of-this-run', grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
    token_endpoint_auth_method: 'client_secret_post',
  }],
  jwks: { keys },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: { enabled: true, defaultResource: () => 'urn:tildeling', getResourceServerInfo: () => resource },
  },
  extraTokenClaims: () => ({ groups: ['handlers', 'everyone'] }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
