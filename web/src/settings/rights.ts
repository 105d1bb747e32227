import type { Schema } from '../api/client.ts';

type Me = Pick<Schema<'Me'>, 'role' | 'permissions'> & { readonly user: { readonly id: string } };

/** Whether somebody may change a canned reply: their own; owners and admins also those of others. */
export function mayChangeReply(
  { user, role, permissions }: Me,
  reply: { readonly ownerId: string },
): boolean {
  if (!permissions.includes('inbox:reply')) return false;
  return reply.ownerId === user.id || isManager(role);
}

/** Whether somebody may change a view: their own; owners and admins also those that others share. */
export function mayChangeView(
  { user, role }: Me,
  view: { readonly ownerId: string; readonly shared: boolean },
): boolean {
  return view.ownerId === user.id || (view.shared && isManager(role));
}

function isManager(role: Me['role']): boolean {
  return role === 'owner' || role === 'admin';
}
