// A certified OpenID Connect provider (oidc-provider) for the tests of signing in with a work account.
//
// Usage: node provider.mjs '{"redirectUri": "...", "home": "...", "jwks": {"keys": []}}'. It prints its issuer and serves
// until its standard input closes. Who is signed in, with which roles, is set by POST /toets; POST /toets/sleutels gives
// the provider new keys. Everybody it knows is invented.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const given = JSON.parse(process.argv[2]);
const now = { subject: "proef-1", claims: { name: "Sanne Proefstra", rollen: [] }, idTokenSeconds: 3600, refuse: false };
let issuer;
let provider;

function newKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: `sleutel-${Date.now()}` };
}

function client(id, more) {
  return {
    client_id: id, redirect_uris: [given.redirectUri], post_logout_redirect_uris: [given.home],
    response_types: ["code"], grant_types: ["authorization_code"], ...more,
  };
}

function newProvider() {
  const made = new Provider(issuer, {
    clients: [
      client("met-secret", { client_secret: "geheim+van%de toets", token_endpoint_auth_method: "client_secret_post" }),
      client("met-sleutel", {
        token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_signing_alg: "ES256", jwks: given.jwks,
      }),
    ],
    jwks: { keys: [newKey()] },
    cookies: { keys: ["koekjes van de toets"] },
    claims: { openid: ["sub"], profile: ["name", "rollen"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    ttl: { IdToken: () => now.idTokenSeconds, Session: 600, Interaction: 600, Grant: 600, AuthorizationCode: 60, AccessToken: 600 },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...now.claims }) }),
    renderError: (ctx, out) => { ctx.type = "json"; ctx.body = out; },
  });
  // Signs in whoever the test says, and agrees to what is asked.
  made.use(async (ctx, next) => {
    if (!ctx.path.startsWith("/interaction/")) return next();
    if (now.refuse) {
      return made.interactionFinished(ctx.req, ctx.res, { error: "access_denied" }, { mergeWithLastSubmission: false });
    }
    const { prompt, params, session } = await made.interactionDetails(ctx.req, ctx.res);
    if (prompt.name === "login") {
      return made.interactionFinished(ctx.req, ctx.res, { login: { accountId: now.subject } }, { mergeWithLastSubmission: false });
    }
    const grant = new made.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope("openid profile");
    return made.interactionFinished(ctx.req, ctx.res, { consent: { grantId: await grant.save() } });
  });
  return made;
}

async function bodyOf(request) {
  let text = "";
  for await (const piece of request) text += piece;
  return text ? JSON.parse(text) : {};
}

const server = createServer(async (request, response) => {
  if (request.url === "/toets" || request.url === "/toets/sleutels") {
    Object.assign(now, await bodyOf(request));
    if (request.url.endsWith("sleutels")) provider = newProvider();
    response.writeHead(204).end();
    return;
  }
  provider.callback()(request, response);
});

server.listen(0, "127.0.0.1", () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  provider = newProvider();
  console.log(issuer);
});
process.stdin.resume().on("end", () => process.exit(0));
