/** What canned replies leave open, by the names that the API knows. */
export type Variables = Readonly<Record<'customer.name' | 'agent.name' | 'shop.name', string>>;

const PLACE = /\{\{\s*([\w.]+)\s*\}\}/g;

/** A canned reply with its variables filled in; what is not known stays, to be seen and mended before it is sent. */
export function filled(text: string, variables: Variables): string {
  return text.replace(PLACE, (place, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name as keyof Variables] : '';
    return value || place;
  });
}
