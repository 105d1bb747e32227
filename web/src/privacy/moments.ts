/** What a date field holds (`2026-11-25T10:00`, taken as the time in Bangkok) as the API wants it; null = nothing, or no date. */
export function momentOf(field: string): string | null {
  const at = Date.parse(`${field.length === 10 ? `${field}T00:00` : field}:00+07:00`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
