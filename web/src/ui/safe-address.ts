/** The address if a browser may open it, else null: http and https only, whatever somebody wrote. */
export function safeAddress(text: string): string | null {
  const address = URL.parse(text);
  return address && ['http:', 'https:'].includes(address.protocol) ? address.href : null;
}
