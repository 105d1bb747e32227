import { mayChangeReply, mayChangeView } from '../../web/src/settings/rights.ts';

const AGENT = ['inbox:read', 'inbox:reply'];
const me = (role: 'owner' | 'admin' | 'agent' | 'privacy_officer', permissions = AGENT) => ({
  role,
  permissions,
  user: { id: 'me' },
});

describe('whose replies and views somebody may change', () => {
  it.each([
    ['agent', 'me', true],
    ['agent', 'other', false],
    ['admin', 'other', true],
    ['owner', 'other', true],
  ] as const)('the reply of an %s written by %s: %s', (role, ownerId, may) => {
    expect(mayChangeReply(me(role), { ownerId })).toBe(may);
  });

  it('is none of the replies for whoever may not answer', () => {
    expect(mayChangeReply(me('privacy_officer', ['inbox:read']), { ownerId: 'me' })).toBe(false);
  });

  it.each([
    ['agent', 'me', false, true],
    ['agent', 'other', true, false],
    ['admin', 'other', true, true],
    ['admin', 'other', false, false],
  ] as const)('the view of an %s made by %s, shared %s: %s', (role, ownerId, shared, may) => {
    expect(mayChangeView(me(role), { ownerId, shared })).toBe(may);
  });
});
