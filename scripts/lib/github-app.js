// The manifest flow of GitHub Apps: https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
'use strict';
const { execFileSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');

const top = path.resolve(__dirname, '../..');
const site = (process.env.GITHUB_URL || 'https://github.com').replace(/\/$/, '');
const api = (process.env.GITHUB_API || 'https://api.github.com').replace(/\/$/, '');

class Problem extends Error {}

function read(args) {
  const options = { out: path.join(top, '.steward', 'github-app') };
  const words = [];
  for (let i = 0; i < args.length; i++) {
    const name = /^--(org|vault|out)$/.exec(args[i])?.[1];
    if (args[i].startsWith('--') && !name) throw new Problem(`scripts/github-app knows no option ${args[i]}.`);
    if (name && args[i + 1] === undefined) throw new Problem(`${args[i]} needs a value.`);
    if (name) options[name] = args[++i];
    else words.push(args[i]);
  }
  if (words.length !== 2) throw new Problem('Give what to do and one address or code; see scripts/github-app --help.');
  if (options.org && !/^[A-Za-z0-9-]{1,39}$/.test(options.org)) throw new Problem(`'${options.org}' is no name of an organisation.`);
  if (options.vault && !/^[A-Za-z][A-Za-z0-9-]{2,23}$/.test(options.vault)) throw new Problem(`'${options.vault}' is no name of a key vault.`);
  return { ...options, what: words[0], value: words[1] };
}

function manifest(url, redirect) {
  let address;
  try { address = new URL(url); } catch { throw new Problem(`'${url}' is no address: give the one that scripts/deploy printed.`); }
  if (address.protocol !== 'https:') throw new Problem('GitHub sends webhooks to Steward over https only: give an https address.');
  const base = address.href.replace(/\/$/, '');
  const fixed = JSON.parse(fs.readFileSync(path.join(top, 'infra', 'github-app.json'), 'utf8'));
  const full = { name: 'Steward', url: base, hook_attributes: { url: `${base}/api/github/webhooks`, active: true }, ...fixed };
  return redirect ? { ...full, redirect_url: redirect } : full;
}

const escape = text => text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);

function page(body) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Steward's GitHub App</title>
<style>body{font:16px/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>${body}</html>`;
}

function form(content, target) {
  return page(`<h1>Make the GitHub App</h1><p>GitHub will show the name, permissions and events, and make the app when you agree.</p>
<form method="post" action="${escape(target)}"><input type="hidden" name="manifest" value="${escape(JSON.stringify(content))}">
<button>Go on to GitHub</button></form>`);
}

async function convert(code) {
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(code)) throw new Problem('That is no code of GitHub\'s: it has letters, digits, - and _ only.');
  const answer = await fetch(`${api}/app-manifests/${code}/conversions`, {
    method: 'POST', headers: { accept: 'application/vnd.github+json', 'user-agent': 'steward' },
  });
  if (answer.status === 404) throw new Problem('GitHub does not know the code: it is good for one hour and for one use. Begin again with create.');
  if (answer.status !== 201) throw new Problem(`GitHub answered ${answer.status} when it was given the code; try again.`);
  const app = await answer.json();
  if (!Number.isInteger(app.id) || !String(app.pem).includes('PRIVATE KEY') || !app.webhook_secret) {
    throw new Problem('GitHub\'s answer lacks the id, the key or the webhook secret of the app.');
  }
  return app;
}

function keep(app, options) {
  if (options.vault) {
    keepInVault(options.vault, { 'github-app-key': app.pem, 'webhook-secret': app.webhook_secret });
    return `Its key and webhook secret are in the key vault ${options.vault}.
Next:
  azd env set STEWARD_GITHUB_APP_ID ${app.id}
  scripts/deploy`;
  }
  fs.mkdirSync(options.out, { recursive: true, mode: 0o700 });
  const put = (name, text) => fs.writeFileSync(path.join(options.out, name), text, { mode: 0o600 });
  put('id', `${app.id}\n`);
  put('private-key.pem', app.pem);
  put('webhook-secret', app.webhook_secret);
  return `Its id, key and webhook secret are in ${options.out}, readable by you alone.`;
}

// By files, since a command line can be read by others on this machine.
function keepInVault(vault, secrets) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'steward-'));
  try {
    for (const [name, text] of Object.entries(secrets)) {
      const file = path.join(folder, name);
      fs.writeFileSync(file, text, { mode: 0o600 });
      execFileSync('az', ['keyvault', 'secret', 'set', '--vault-name', vault, '--name', name, '--file', file, '--output', 'none'], { stdio: ['ignore', 'ignore', 'inherit'] });
    }
  } catch {
    throw new Problem(`The secrets could not be put into ${vault}. The app is there: make a new key and secret on its page at GitHub, and set them by hand.`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

// Serves until GitHub has sent the browser back with a code that belongs to this run.
function create(options) {
  const state = crypto.randomBytes(16).toString('hex');
  const owner = options.org ? `organizations/${options.org}/` : '';
  manifest(options.value);
  return new Promise((resolve, reject) => {
    const server = http.createServer((request, response) => answer(request, response).catch(fail));
    const send = (response, status, body) => response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', connection: 'close' }).end(body);
    const fail = failure => { server.close(); reject(failure); };
    async function answer(request, response) {
      const origin = `http://127.0.0.1:${server.address().port}`;
      const asked = new URL(request.url, origin);
      if (request.headers.host !== new URL(origin).host) return send(response, 400, page('<p>Use the address that was printed.</p>'));
      if (asked.pathname === '/') return send(response, 200, form(manifest(options.value, `${origin}/made`), `${site}/${owner}settings/apps/new?state=${state}`));
      if (asked.pathname !== '/made') return send(response, 404, page('<p>There is nothing here.</p>'));
      if (asked.searchParams.get('state') !== state) return send(response, 400, page('<p>This answer does not belong to this run. Begin again.</p>'));
      try {
        const app = await convert(asked.searchParams.get('code') ?? '');
        const told = keep(app, options);
        send(response, 200, page(`<h1>Done</h1><p>The app ${escape(String(app.slug))} is there. Go on in the terminal.</p>`));
        server.close();
        resolve([app, told]);
      } catch (failure) {
        send(response, 502, page('<h1>Not done</h1><p>The terminal says why.</p>'));
        fail(failure);
      }
    }
    server.listen(0, '127.0.0.1', () => console.log(`Open http://127.0.0.1:${server.address().port}/ in a browser in which you are signed in to GitHub.`));
  });
}

function tell([app, told]) {
  console.log(`The GitHub App ${app.slug} has the id ${app.id}. ${told}\nInstall it on your repositories: ${app.html_url}/installations/new`);
}

async function main() {
  const options = read(process.argv.slice(2));
  if (options.what === 'manifest') console.log(JSON.stringify(manifest(options.value), null, 2));
  else if (options.what === 'create') tell(await create(options));
  else {
    const app = await convert(options.value);
    tell([app, keep(app, options)]);
  }
}

main().catch(failure => {
  console.error(failure instanceof Problem ? failure.message : `GitHub could not be reached: ${failure.cause?.code ?? failure.message}`);
  process.exitCode = failure instanceof Problem ? 2 : 3;
});
