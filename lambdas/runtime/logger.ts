import { AwsRefusal } from '../aws/aws-call.ts';
import { KaoJaiError } from '../domain/errors.ts';
import { writeToLog } from './log-sink.ts';

/** Ids, codes and counts; never text, tokens, headers or bodies. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Writes one JSON line. */
export function log(level: 'INFO' | 'WARN' | 'ERROR', message: string, fields: LogFields = {}): void {
  writeToLog(JSON.stringify({ level, message, ...fields }));
}

/**
 * What may be logged of an error: its class and code, and for our own errors the message. Messages of other errors may quote their
 * input, which may be personal, and stay out.
 */
export function describeError(error: unknown): LogFields {
  if (error instanceof KaoJaiError) {
    return { code: error.code, reason: error.message, ...causeOf(error) };
  }
  if (error instanceof AwsRefusal) return { error: error.name, code: error.type, reason: error.message };
  return { error: error instanceof Error ? error.name : typeof error, code: 'unexpected' };
}

function causeOf(error: Error): LogFields {
  const { cause } = error;
  if (cause instanceof AwsRefusal) return { cause: cause.type };
  return cause instanceof Error ? { cause: cause.name } : {};
}
