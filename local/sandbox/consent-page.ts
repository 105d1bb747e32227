import type { SandboxAnswer, SandboxRequest } from './platform-sandbox.ts';

/** What the person may choose from; each choice is a field of the form. */
export interface ConsentPage {
  /** Such as `Facebook`. */
  readonly platform: string;
  /** Who is asking. */
  readonly appName: string;
  readonly scopes: readonly string[];
  /** Persons, shops or Pages; the first is chosen unless the form says otherwise. */
  readonly choices: readonly {
    readonly name: string;
    readonly value: string;
    readonly label: string;
    readonly type: 'radio' | 'checkbox';
  }[];
}

/** What the person did: the form's fields, with `decision` = `allow` or `deny`. Null = the page was only asked for. */
export function decisionOf(request: SandboxRequest): URLSearchParams | null {
  if (request.method !== 'POST') return null;
  return new URLSearchParams(request.body.toString('utf8'));
}

/** The page itself: a form that comes back to the same address. */
export function consentPage({ platform, appName, scopes, choices }: ConsentPage): SandboxAnswer {
  const rows = choices.map(
    ({ name, value, label, type }, i) =>
      `<p><label><input type="${type}" name="${html(name)}" value="${html(value)}"${i === 0 || type === 'checkbox' ? ' checked' : ''}> ${html(label)}</label></p>`,
  );
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${html(platform)} (sandbox)</title></head>
<body style="font-family:system-ui;max-width:32rem;margin:3rem auto">
<h1>${html(platform)}</h1>
<p>${html(appName)} asks for: ${scopes.length > 0 ? scopes.map((s) => `<code>${html(s)}</code>`).join(', ') : 'what its category allows'}.</p>
<form method="post">${rows.join('\n')}
<button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></form>
<p>This is the platform sandbox of the local cloud. Nobody is asked for a password here.</p>
</body></html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** Sends the browser back. */
export function redirectTo(
  address: string,
  params: Readonly<Record<string, string | undefined>>,
): SandboxAnswer {
  const url = new URL(address);
  for (const [name, value] of Object.entries(params))
    if (value !== undefined) url.searchParams.set(name, value);
  return { status: 302, headers: { location: url.href } };
}

function html(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
