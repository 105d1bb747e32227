/** What a consent page lets a person choose, as a browser shows it. */
export interface ConsentField {
  readonly name: string;
  readonly value: string;
  readonly type: string;
  readonly checked: boolean;
}

/** Opens a consent page. @throws Error when there is none at the address */
export async function openConsent(address: string): Promise<readonly ConsentField[]> {
  const response = await fetch(address, { redirect: 'manual' });
  const page = await response.text();
  if (response.status !== 200) throw new Error(`the consent page answers ${response.status}: ${page}`);
  return [...page.matchAll(/<input\b[^>]*>/g)].map(([tag]) => ({
    name: attribute(tag, 'name'),
    value: attribute(tag, 'value'),
    type: attribute(tag, 'type'),
    checked: /\schecked\b/.test(tag),
  }));
}

/** Sends the form back. Answers where the page sends the browser. @throws Error when it sends it nowhere */
export async function submitConsent(
  address: string,
  form: readonly (readonly [name: string, value: string])[],
): Promise<URL> {
  const body = new URLSearchParams(form.map(([name, value]): [string, string] => [name, value]));
  const response = await fetch(address, { method: 'POST', body, redirect: 'manual' });
  const location = response.headers.get('location');
  if (location) return new URL(location);
  throw new Error(`the consent page does not send back: ${response.status} ${await response.text()}`);
}

/**
 * What somebody fills in who wants to connect one account: the person who can consent for it, or the account itself, where the page offers
 * them; all else as the page proposes it.
 */
export function filledFor(
  fields: readonly ConsentField[],
  account: { readonly accountId: string; readonly person?: string },
): [string, string][] {
  const wanted = [account.accountId, account.person];
  const pickedByName = new Map<string, string>();
  for (const { name, value, type } of fields) {
    if (type === 'radio' && wanted.includes(value)) pickedByName.set(name, value);
  }
  const sent = fields.filter(({ name, value, type, checked }) => {
    if (type === 'radio' && pickedByName.has(name)) return pickedByName.get(name) === value;
    return checked || type === 'hidden' || wanted.includes(value);
  });
  return [...sent.map(({ name, value }): [string, string] => [name, value]), ['decision', 'allow']];
}

function attribute(tag: string, name: string): string {
  const written = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return written.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}
