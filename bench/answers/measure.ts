import { Problem } from '../../local/cloud/problem.ts';
import type { Findings, Tell } from '../part.ts';
import { row } from '../rows.ts';
import { median } from '../statistics.ts';
import { table } from '../table.ts';
import { Chat } from './chat.ts';
import { findCloud } from './cloud.ts';

const ANSWERS = 50;

/**
 * How long an answer takes from the agent to the platform, on the local cloud: 50 answers, each after the one before was sent.
 * @throws Problem when there is no local cloud, or when it ends meanwhile
 */
export async function measureAnswers(folder: string, tell: Tell): Promise<Findings> {
  const cloud = await findCloud(folder, tell);
  try {
    const chat = await Chat.open(cloud.endpoints);
    try {
      return await measure(chat);
    } finally {
      await chat.close();
    }
  } catch (error) {
    if (!(error instanceof TypeError) || error.message !== 'fetch failed') throw error;
    throw new Problem('the local cloud has ended meanwhile');
  } finally {
    await cloud.stop();
  }
}

async function measure(chat: Chat): Promise<Findings> {
  // The first answer waits for functions that start and opens the account.
  await chat.answer('เริ่ม');
  const times: number[] = [];
  for (let i = 1; i <= ANSWERS; i++) {
    const { requestedAt, arrivedAt } = await chat.answer(`คำตอบที่ ${i}`);
    times.push(arrivedAt - requestedAt);
  }
  return {
    rows: [row('outbound.request_to_platform_ms', median(times), 'ms')],
    text: table(
      [`${ANSWERS} answers, ms to the platform`, 'least', 'median', 'most'],
      [["from the agent's request", Math.min(...times), median(times), Math.max(...times)]],
    ),
  };
}
