import { InvalidInput } from '../../../domain/errors.ts';

/**
 * A field of typed credentials that must be there.
 * @throws InvalidInput naming the field and those that were given
 */
export function givenField(fields: Readonly<Record<string, string>>, name: string): string {
  const value = fields[name];
  if (typeof value === 'string' && value !== '') return value;
  const given = Object.keys(fields).join(', ') || 'none';
  throw new InvalidInput(`credentials.${name} is missing`, [`fields given: ${given}`]);
}
