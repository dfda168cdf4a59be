// The council's single sign-on of the tests: oidc-provider, a certified OpenID provider, with people of the tests.
//
// Signing in there is one click: /interaction/…/as/SUB. /wrong says what the next tokens get wrong, for once.
import { createServer } from "node:http";
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose";
import Provider from "oidc-provider";

const [port, back, told] = process.argv.slice(2);
const people = JSON.parse(told);
const { privateKey } = await generateKeyPair("RS256", { extractable: true });
const stranger = (await generateKeyPair("RS256")).privateKey;
const key = { ...(await exportJWK(privateKey)), kid: "tests", alg: "RS256", use: "sig" };
const issuer = `http://localhost:${port}`;
let wrong = {};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "kinmap",
      client_secret: "known to the tests",
      redirect_uris: [back],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: ["known to the tests"] },
  pkce: { required: () => true },
  conformIdTokenClaims: process.env.ONLY_WHEN_ASKED === "1",
  claims: { openid: ["sub", "oid", "amr"], email: ["email", "email_verified"], profile: ["name"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, AuthorizationCode: 60, IdToken: 600 },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people[sub] }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  if (ctx.path === "/wrong") {
    wrong = JSON.parse(ctx.query.told);
    ctx.body = "";
    return;
  }
  const found = /^\/interaction\/([^/]+)(?:\/as\/([^/]+))?$/.exec(ctx.path);
  if (found !== null) {
    ctx.body = "Who are you?";
    if (found[2] !== undefined) {
      const accountId = decodeURIComponent(found[2]);
      const login = { accountId, amr: people[accountId]?.amr };
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, { login }));
    }
    return;
  }
  await next();
  if (ctx.path !== "/token" || !ctx.body?.id_token || Object.keys(wrong).length === 0) return;
  const { by, ...claims } = wrong;
  const all = { ...decodeJwt(ctx.body.id_token), ...claims };
  delete all.at_hash;
  const signed = new SignJWT(all).setProtectedHeader({ alg: "RS256", kid: "tests" });
  ctx.body = { ...ctx.body, id_token: await signed.sign(by === "a stranger" ? stranger : privateKey) };
  wrong = {};
});

createServer(provider.callback()).listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
