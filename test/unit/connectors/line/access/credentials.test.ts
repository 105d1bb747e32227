import { InvalidInput } from '../../../../../lambdas/domain/errors.ts';
import { access } from './line-world.ts';

const FIELDS = { channelId: '2001234567', channelSecret: '4e1f0a7d92c84b6fb35e17c09ad2f863' };
const read = (over: Record<string, string> = {}) => access.readCredentials({ ...FIELDS, ...over });

describe('LINE readCredentials', () => {
  it("takes the contract's fields: the secret signs deliveries and issues tokens", () => {
    const given = read({ accessToken: 'pasted-token' });
    expect(given).toMatchObject({ login: 'channel', facts: { channelId: '2001234567' } });
    expect(given.webhookSecret?.reveal()).toBe(FIELDS.channelSecret);
    expect(given.tokens.secrets.client_secret?.reveal()).toBe(FIELDS.channelSecret);
    expect(given.tokens.secrets.access_token?.reveal()).toBe('pasted-token');
    expect(given.tokens).toMatchObject({ expiresAt: null, authorizedUntil: null });
  });

  it.each([{}, { accessToken: '' }])('needs no access token: %j', (over) => {
    expect(read(over).tokens.secrets.access_token).toBeUndefined();
  });

  it('overlooks white space of copying', () => {
    const given = read({ channelId: ' 2001234567\n', channelSecret: `\t${FIELDS.channelSecret} ` });
    expect(given.facts.channelId).toBe('2001234567');
    expect(given.webhookSecret?.reveal()).toBe(FIELDS.channelSecret);
  });

  it.each(['channelId', 'channelSecret'])('names the missing field %s', (name) => {
    expect(() => read({ [name]: '' })).toThrow(InvalidInput);
    expect(() => read({ [name]: '' })).toThrow(`credentials.${name} is missing`);
  });

  it.each([
    ['channelId', '@482kxqpm'],
    ['channelId', '1'.repeat(21)],
    ['channelSecret', 'two words'],
    ['channelSecret', 'ความลับ'],
    ['accessToken', 'line\nbreak'],
  ])('refuses the malformed %s %j', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(`credentials.${name} is malformed`);
  });

  it('S11: has no secret in what it prints or raises', () => {
    expect(JSON.stringify(read({ accessToken: 'pasted-token' }))).not.toMatch(/4e1f0a7d|pasted-token/);
    const error = (() => {
      try {
        return read({ channelSecret: 'canary secret' });
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(InvalidInput);
    expect(JSON.stringify(error) + String(error)).not.toContain('canary');
  });
});
