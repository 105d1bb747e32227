import { readFileSync, writeFileSync } from 'node:fs';
import type { Row } from './rows.ts';

const BEGIN = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

/** Figures that the document quotes, and how it calls them. */
const QUOTED: Readonly<Record<string, string>> = {
  'ingress.cpu_ratio.0.6kb': 'Ingress, processor time of a webhook of 0.6 KB',
  'ingress.cpu_ratio.4kb': 'Ingress, 4 KB',
  'ingress.cpu_ratio.256kb': 'Ingress, 256 KB as Meta writes them (ASCII)',
  'ingress.cpu_ratio.256kb_utf8': 'Ingress, 256 KB of raw Thai',
  'adapter.cpu_ratio.0.6kb': 'An event adapter around nothing, 0.6 KB',
  'peer.fastify.cpu_ratio': "fastify with the check of LINE's SDK, 0.6 KB",
  'peer.hono.cpu_ratio': "hono with the check of LINE's SDK, 0.6 KB",
  'peer.linebot.cpu_ratio': 'linebot, 0.6 KB',
  'peer.line-bot-sdk.cpu_ratio': "LINE's SDK on express, 0.6 KB",
  'peer.bottender.cpu_ratio': 'bottender, 0.6 KB',
  'floor.cpu_us.0.6kb': 'The floor itself, 0.6 KB',
  'ingress.bundle_kb': 'Bundle of the ingress',
  'worker.bundle_kb': 'Bundle of the worker',
  'ingress.import_ratio': 'Start of a process until the ingress is loaded',
  'ingress.import_ms': 'Loading of the ingress alone',
  'inbound.write_units': 'Writes per message, hundred in a row that nobody reads',
  'inbound.write_units.answered': '… when an agent reads after every third',
  'inbound.first_write_units': 'Writes for the first message of a new customer',
  'inbound.duplicate_write_units': 'Writes for a delivery that came before',
  'inbound.read_units': 'Reads per message',
  'outbound.write_units': 'Writes per answer, from the agent to `sent`',
  'outbound.write_units.dearest': '… in the dearest way of sending',
  'outbound.read_units': 'Reads per answer',
  'inbound.usd_per_million': 'A million inbound messages',
  'inbound.usd_per_million.batches_of_one': '… when the worker gets them one by one',
  'inbound.usd_per_million.cold_shop_keys': "… when no shop's keys are in memory",
  'outbound.usd_per_million': 'A million answers, the platform taking 300 ms',
  'outbound.usd_per_million.dearest': '… in the dearest way of sending',
  'outbound.request_to_platform_ms':
    "An answer, from the agent's request over the queue to the platform, on the local cloud",
  'sweep.read_units.idle': 'A round of the sweeper over 100,000 connections, nothing due',
  'sweep.read_units': '… with a minute of them due',
  'sweep.write_units': '… and what handing them out writes',
  'sweep.read_units_per_day': 'All rounds of a day, reads',
  'worker.rss_mb': "Worker's peak memory with Lambda's V8 options",
  'worker.rss_mb_unlimited': '… with V8 left to itself',
  'media_worker.rss_ratio': "Media worker's peak memory, files of 25 MB against files of 1 MB",
  'media_worker.rss_mb.1mb': '… files of 1 MB',
  'media_worker.rss_mb.25mb': '… files of 25 MB',
  'media_open.rss_ratio': 'Peak memory of opening a file for a viewer, 25 MB against 1 MB',
  'media_open.rss_mb.1mb': '… a file of 1 MB',
  'media_open.rss_mb.25mb': '… a file of 25 MB',
};

/** Puts the figures into the documents, between their marks: all of them into one, the budgets into the README. */
export function quoteResults(rows: readonly Row[]): void {
  quoteInto('docs/performance.md', rows);
  quoteInto(
    'README.md',
    rows.filter(({ budget, name }) => budget !== null || name.startsWith('peer.')),
  );
}

function quoteInto(document: string, rows: readonly Row[]): void {
  const text = readFileSync(document, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${document} has lost its marks`);
  const lines = Object.entries(QUOTED).flatMap(([name, title]) => {
    const found = rows.find((row) => row.name === name);
    return found ? [lineOf(title, found)] : [];
  });
  const figures = ['| | measured | budget |', '|---|---|---|', ...lines].join('\n');
  writeFileSync(document, `${before}${BEGIN}\n${figures}\n${END}${after}`);
}

function lineOf(title: string, { value, unit, budget, ok }: Row): string {
  const allowed = budget === null ? '' : ok ? `${budget}, kept` : `${budget}, **missed**`;
  return `| ${title} | ${value} ${unit} | ${allowed} |`;
}
