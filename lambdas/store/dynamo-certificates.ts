import type { SignedCertificate } from '../domain/certificate.ts';
import type { CertificateStore } from '../ports/certificates.ts';
import { ledgerKeys } from './keys.ts';
import { ABSENT, type Table } from './table.ts';

/** Certificates in the Ledger table, as they were signed. */
export class DynamoCertificates implements CertificateStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async add({ certificate, signature }: SignedCertificate): Promise<void> {
    const key = ledgerKeys.certificate(certificate.workspaceId, certificate.id);
    // The bytes that were signed must come back as they are, whatever a database thinks of numbers.
    await this.#table.put(
      { ...key, certificate: JSON.stringify(certificate), signature: { ...signature } },
      ABSENT,
    );
  }

  async certificate(workspaceId: string, certificateId: string): Promise<SignedCertificate | null> {
    const key = ledgerKeys.certificate(workspaceId, certificateId);
    const item = await this.#table.get(key, { consistent: true });
    return item && { certificate: JSON.parse(item.certificate), signature: item.signature };
  }
}
