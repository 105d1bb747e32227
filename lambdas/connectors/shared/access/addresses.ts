type Values = Readonly<Record<string, string | number | undefined>>;

/** `base` with a query of everything that is not undefined, in the order given. */
export function withQuery(base: string, values: Values): string {
  const query = formOf(values);
  return query === '' ? base : `${base}?${query}`;
}

/** `application/x-www-form-urlencoded`, without what is undefined. */
export function formOf(values: Values): string {
  const defined = Object.entries(values).filter(([, value]) => value !== undefined);
  return new URLSearchParams(
    defined.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}
