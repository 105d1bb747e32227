import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls } from '../../../../ports/account-access.ts';
import { idField, type JsonObject, objectsField, textField } from '../../../shared/fields.ts';
import { accessTokenOf, appOf } from '../account.ts';
import { type ShopCaller, type ShopRequest, shopCall } from './client.ts';
import { asksForShops } from './refusals.ts';

/** One of the shops that a seller's consent is for. */
export interface ShopOfGrant {
  /** What deliveries call `shop_id`. */
  readonly id: string;
  /** What calls name `shop_cipher`. */
  readonly cipher: string;
  readonly name: string;
  /** Country, such as `TH`. */
  readonly region: string;
}

/** What the shops of one seller hang on: one consent, whose tokens they share. */
export function sellerLink(openId: string): string {
  return `tiktok/seller/${openId}`;
}

/** All shops behind a token; those without an id or cipher, which no call could name, are left out. */
export async function shopsOf(calls: PlatformCalls, caller: ShopCaller): Promise<ShopOfGrant[]> {
  const { cipher: _, ...withoutCipher } = caller;
  const data = await shopCall(calls, withoutCipher, { method: 'GET', path: '/authorization/202309/shops' });
  return objectsField(data, 'shops')
    .map(readShop)
    .filter((shop) => shop !== undefined);
}

function readShop(shop: JsonObject): ShopOfGrant | undefined {
  const id = idField(shop, 'id');
  const cipher = idField(shop, 'cipher');
  if (id === undefined || cipher === undefined) return undefined;
  return { id, cipher, name: textField(shop, 'name') || id, region: textField(shop, 'region') ?? '' };
}

/** Calls about one connected shop. */
export class ShopClient {
  readonly #calls: PlatformCalls;
  readonly #account: Account;
  #cipher: string | undefined;

  constructor(calls: PlatformCalls, account: Account) {
    this.#calls = calls;
    this.#account = account;
    this.#cipher = account.facts.shopCipher;
  }

  /**
   * Makes a call. If TikTok does not take the cipher (or none is known), the list of shops is read and the call made once more: a call
   * that was refused for its cipher has done nothing, be it one that sends a message.
   * @throws PlatformRefusal `authorization_gone` when the shop is no longer in that list
   */
  async call(request: ShopRequest): Promise<JsonObject> {
    if (this.#cipher === undefined) await this.shop();
    try {
      return await this.#send(request);
    } catch (error) {
      if (!asksForShops(error)) throw error;
      await this.shop(error.platformCode);
      return this.#send(request);
    }
  }

  /**
   * The shop as TikTok has it now.
   * @throws PlatformRefusal `authorization_gone` when the consent is not (or no longer) for it
   */
  async shop(code = 'shop not listed'): Promise<ShopOfGrant> {
    const shops = await shopsOf(this.#calls, this.#caller());
    const own = shops.find(({ id }) => id === this.#account.accountId);
    if (!own) throw new PlatformRefusal('authorization_gone', 'tiktok', code);
    this.#cipher = own.cipher;
    return own;
  }

  /** `{ facts }` to keep when the cipher is another than before; otherwise nothing. */
  changed(): { facts?: Readonly<Record<string, string>> } {
    const known = this.#cipher === undefined || this.#cipher === this.#account.facts.shopCipher;
    return known ? {} : { facts: { shopCipher: this.#cipher as string } };
  }

  #send(request: ShopRequest): Promise<JsonObject> {
    return shopCall(this.#calls, { ...this.#caller(), cipher: this.#cipher }, request);
  }

  #caller(): ShopCaller {
    const account = this.#account;
    return { app: appOf(account), token: accessTokenOf(account), now: account.now };
  }
}
