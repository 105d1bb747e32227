import { type AwsCaller, AwsRefusal } from '../aws/aws-call.ts';
import { Misconfigured } from '../domain/errors.ts';
import type { Letter, Mail } from '../ports/mail.ts';

/** Sends letters by SES (API version 2). */
export class SesMail implements Mail {
  readonly #aws: AwsCaller;
  readonly #from: string;

  /** @param from an address that SES has verified */
  constructor(aws: AwsCaller, from: string) {
    this.#aws = aws;
    this.#from = from;
  }

  async send({ to, subject, text }: Letter): Promise<void> {
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    const Simple = { Subject: utf8(subject), Body: { Text: utf8(text) } };
    const input = { FromEmailAddress: this.#from, Destination: { ToAddresses: [to] }, Content: { Simple } };
    try {
      await this.#aws.send({
        service: 'ses',
        path: '/v2/email/outbound-emails',
        body: JSON.stringify(input),
        headers: { 'Content-Type': 'application/json' },
      });
    } catch (error) {
      // Its words may quote the address.
      if (error instanceof AwsRefusal)
        throw new Misconfigured('the mail service refuses a letter', [error.type]);
      throw error;
    }
  }
}
