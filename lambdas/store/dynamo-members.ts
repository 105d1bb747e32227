import { InvalidInput } from '../domain/errors.ts';
import { memberSubjectId } from '../domain/ids.ts';
import type { Member, Role, Workspace } from '../domain/member.ts';
import { RefreshingCache } from '../domain/refreshing-cache.ts';
import type { Clock } from '../ports/clock.ts';
import type { MemberDetails, MemberStore, Members, Membership, RosterMember } from '../ports/members.ts';
import type { SealedPlace, Sealer } from '../ports/sealer.ts';
import { inboxKeys, MEMBER } from './keys.ts';
import type { Item, Table } from './table.ts';

/** A membership in memory is at most this old; a removed user is out after that. */
const FRESH_MS = 30_000;

/**
 * Workspaces and members in the Inbox table. The role stands in the membership alone; address and name are sealed with a key of the
 * member's own, so that they can be erased like a customer's.
 *   workspace   {workspace, name, locale}
 *   membership  {workspace, user, role}
 *   member      {workspace, user, email: {by, sealed}, name?: {by, sealed}}
 */
export class DynamoMembers implements Members, MemberStore {
  readonly #table: Table;
  readonly #sealer: Sealer;
  readonly #memberships: RefreshingCache<Membership | null>;

  constructor(table: Table, sealer: Sealer, clock: Clock) {
    this.#table = table;
    this.#sealer = sealer;
    const known = { freshMs: FRESH_MS, keepMs: FRESH_MS };
    // Somebody who was just added should not have to wait.
    const unknown = { freshMs: 2_000, keepMs: 2_000 };
    this.#memberships = new RefreshingCache<Membership | null>(
      () => clock.now(),
      (found) => (found ? known : unknown),
      10_000,
    );
  }

  async membership(userId: string): Promise<Membership | null> {
    return this.#memberships.get(userId, async () => {
      const item = await this.#table.get(inboxKeys.membership(userId), { consistent: true });
      return item && { workspaceId: item.workspace, role: item.role };
    });
  }

  async details(workspaceId: string, userId: string): Promise<MemberDetails> {
    const item = await this.#table.get(inboxKeys.member(workspaceId, userId), { consistent: false });
    return this.#detailsOf(workspaceId, userId, item);
  }

  async workspace(workspaceId: string): Promise<Workspace | null> {
    const item = await this.#table.get(inboxKeys.workspace(workspaceId), { consistent: false });
    return item && { id: item.workspace, name: item.name, locale: item.locale };
  }

  async ownerAddresses(workspaceId: string): Promise<readonly string[]> {
    return this.addressesOf(workspaceId, ['owner']);
  }

  async addressesOf(workspaceId: string, roles: readonly Role[]): Promise<readonly string[]> {
    const addresses: string[] = [];
    for await (const { userId, role, item } of this.#membersOf(workspaceId)) {
      const email = roles.includes(role) ? await this.#openField(workspaceId, userId, item, 'email') : null;
      if (email !== null) addresses.push(email);
    }
    return addresses;
  }

  async roster(workspaceId: string): Promise<readonly RosterMember[]> {
    const roster: RosterMember[] = [];
    for await (const { userId, role, item } of this.#membersOf(workspaceId))
      roster.push({ userId, role, ...(await this.#detailsOf(workspaceId, userId, item)) });
    return roster;
  }

  async *#membersOf(workspaceId: string) {
    const { pk } = inboxKeys.workspace(workspaceId);
    for await (const item of this.#table.all({ pk, from: MEMBER, to: `${MEMBER}\u{ffff}` })) {
      const userId: string = item.user;
      const membership = await this.membership(userId);
      if (membership?.workspaceId === workspaceId) yield { userId, role: membership.role, item };
    }
  }

  async saveWorkspace({ id, name, locale }: Workspace): Promise<void> {
    await this.#table.put({ ...inboxKeys.workspace(id), workspace: id, name, locale });
  }

  async addMember({ workspaceId: workspace, userId: user, role, email, name }: Member): Promise<void> {
    await this.#join({ ...inboxKeys.membership(user), workspace, user, role });
    const seal = async (field: 'email' | 'name', value: string): Promise<Item> =>
      this.#seal(placeOf(workspace, user, field), user, value);
    await this.#table.put({
      ...inboxKeys.member(workspace, user),
      workspace,
      user,
      email: await seal('email', email),
      name: name === undefined ? undefined : await seal('name', name),
    });
  }

  async #join(membership: Item): Promise<void> {
    const { written } = await this.#table.put(membership, {
      expression: 'attribute_not_exists(pk) OR #workspace = :workspace',
      names: { '#workspace': 'workspace' },
      values: { ':workspace': membership.workspace },
    });
    if (!written) throw new InvalidInput('the user belongs to another workspace');
  }

  async #detailsOf(workspaceId: string, userId: string, item: Item | null): Promise<MemberDetails> {
    const open = (field: 'email' | 'name') => this.#openField(workspaceId, userId, item, field);
    return { email: await open('email'), name: await open('name') };
  }

  async #openField(
    workspaceId: string,
    userId: string,
    item: Item | null,
    field: 'email' | 'name',
  ): Promise<string | null> {
    return item?.[field] ? this.#open(placeOf(workspaceId, userId, field), item[field]) : null;
  }

  async #seal(place: SealedPlace, userId: string, value: string): Promise<Item> {
    const { subjectId, bytes } = await this.#sealer.seal(place, memberSubjectId(userId), value);
    return { by: subjectId, sealed: bytes };
  }

  async #open(place: SealedPlace, { by, sealed }: Item): Promise<string | null> {
    return this.#sealer.open<string>(place, { subjectId: by, bytes: sealed });
  }
}

function placeOf(workspaceId: string, userId: string, field: 'email' | 'name'): SealedPlace {
  return { workspaceId, record: memberSubjectId(userId), field };
}
