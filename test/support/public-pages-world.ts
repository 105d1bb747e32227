import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Kms } from '../../lambdas/aws/kms.ts';
import { Unavailable } from '../../lambdas/domain/errors.ts';
import type { Letter } from '../../lambdas/ports/mail.ts';
import { publicPagesHandler } from '../../lambdas/runtime/public-pages/handler.ts';
import type { RequestPageDeps } from '../../lambdas/runtime/public-pages/request-page.ts';
import { DynamoPrivacyCases } from '../../lambdas/store/dynamo-privacy-cases.ts';
import { DynamoRequestInbox } from '../../lambdas/store/dynamo-request-inbox.ts';
import { DynamoVisits } from '../../lambdas/store/dynamo-visits.ts';
import { Table } from '../../lambdas/store/table.ts';
import { KmsFormSealer } from '../../lambdas/vault/kms-form-sealer.ts';
import { FakeAws } from './fake-aws.ts';
import { FakeMeter, VirtualClock } from './fakes.ts';

export const NOON = Date.parse('2026-09-21T12:00:00.000Z');
export const HOME = 'https://inbox.example.com';

/** A form that is right; what is in it is made up. */
export const FILLED = {
  type: 'erase',
  platform: 'pigeon',
  shop: 'ร้านนกพิราบ',
  name: 'Somchai Invented',
  contact: 'somchai@example.com',
  words: 'ขอบคุณ',
} as const;

/** The public pages over tables and keys in memory. */
export class PublicPagesWorld {
  readonly aws = new FakeAws();
  readonly clock = new VirtualClock(NOON);
  readonly meter = new FakeMeter();
  readonly letters: Letter[] = [];
  readonly ledger = new Table(this.aws.dynamo, 'Ledger');
  readonly inbox = new DynamoRequestInbox(this.ledger);
  readonly cases = new DynamoPrivacyCases(this.ledger);
  readonly sealer = new KmsFormSealer(new Kms(this.aws.caller), 'DataKey');
  mailIsDown = false;
  #codes = 0;

  readonly deps: RequestPageDeps = {
    platforms: [{ id: 'pigeon', name: 'Pigeon' }],
    visits: new DynamoVisits(this.ledger),
    inbox: this.inbox,
    sealer: this.sealer,
    mail: {
      send: async (letter) => {
        if (this.mailIsDown) throw new Unavailable('mail');
        this.letters.push(letter);
      },
    },
    meter: this.meter,
    clock: this.clock,
    newCode: () => `CaseNumber${String(++this.#codes).padStart(10, '0')}`,
    contact: 'privacy@example.com',
    publicBaseUrl: HOME,
  };

  get(path: string): Promise<APIGatewayProxyStructuredResultV2> {
    return this.#ask(`GET ${path}`, {}, '');
  }

  /** Sends the form as a browser does from our own page. */
  post(
    fields: Readonly<Record<string, string>> = FILLED,
    { headers = { origin: HOME }, address = '203.0.113.7' }: { headers?: object; address?: string } = {},
  ): Promise<APIGatewayProxyStructuredResultV2> {
    return this.#ask('POST /privacy/request', headers, new URLSearchParams(fields).toString(), address);
  }

  #ask(routeKey: string, headers: object, body: string, sourceIp = '203.0.113.7') {
    const isBase64Encoded = body !== '';
    return publicPagesHandler(this.deps)({
      routeKey,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: isBase64Encoded ? Buffer.from(body).toString('base64') : '',
      isBase64Encoded,
      requestContext: { http: { sourceIp } },
    } as unknown as APIGatewayProxyEventV2);
  }

  /** Everything that the tables hold, as text. */
  stored(): string {
    return JSON.stringify([...this.aws.table('Ledger')]);
  }
}
