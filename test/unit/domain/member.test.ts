import { permissionsOf, ROLES, rolesWith } from '../../../lambdas/domain/member.ts';

describe('permissions', () => {
  it('lets every role read, and only agents and up answer', () => {
    expect(rolesWith('inbox:read')).toEqual(ROLES);
    expect(rolesWith('inbox:reply')).toEqual(['owner', 'admin', 'agent']);
  });

  it('keeps connections from agents, and privacy from all but owner and privacy officer', () => {
    expect(rolesWith('connections:manage')).toEqual(['owner', 'admin']);
    expect(rolesWith('privacy:manage')).toEqual(['owner', 'privacy_officer']);
  });

  it('lists the permissions of a role', () => {
    expect(permissionsOf('agent')).toEqual([
      'workspace:read',
      'inbox:read',
      'inbox:reply',
      'customers:manage',
      'connections:read',
    ]);
  });
});
