/**
 * What no benchmark on one machine can measure. Chosen on the dear side; each is named in `docs/performance.md`. None of them moves the sum by
 * more than a few cents, but for the push and the keys.
 */
export const ASSUMED = {
  /** A function gets one processor at this much memory, and less of it in proportion below (AWS's documentation). */
  mbPerProcessor: 1_769,
  /** How much longer the same work takes on Lambda's arm64 processors than on this machine. */
  slowerProcessor: 1.5,
  /** One SendMessage from a function to SQS in the same region, in milliseconds. */
  sqsCallMs: 10,
  /** One call to DynamoDB in the same region, in milliseconds. */
  dynamoCallMs: 5,
  /** Calls to DynamoDB that a message makes one after another: read the head, write the entry, write the head. */
  dynamoCallsInTurn: 3,
  /** Agents that are told of a message, as in the budget. */
  pushesPerMessage: 1,
  /** Starts of the fan-out per message: an entry and its head are written within some 10 ms, and Lambda looks at the stream four times a second. */
  fanOutsPerMessage: 1,
  /** Memory of the fan-out, in MB, and what it computes for a message, in milliseconds of a processor. */
  fanOutMb: 256,
  fanOutCpuMs: 1,
  /** One message handed to a socket in the same region, in milliseconds. */
  pushCallMs: 10,
  /** Read units with which the fan-out asks who looks at a workspace: a consistent query of up to 4 KB, some 25 sockets. */
  socketReadUnits: 1,
  /** Deliveries that a cached key serves: it stays in memory for five minutes per function instance. */
  deliveriesPerKey: 200,
  /** Keys on the way of a delivery: webhook secret, transit key (twice: ingress and worker), workspace key. */
  keysPerDelivery: 4,
  /** Of these, the ones that belong to one shop alone; the transit key is the same for all. */
  shopKeysPerDelivery: 2,
  /** How long a platform takes to accept an answer, in milliseconds: the budget says so. */
  platformMs: 300,
  /** Calls to DynamoDB that an answer makes one after another: head and connection are read, head and entry written, … */
  dynamoCallsToQueue: 4,
  /** … then head, answers, connection, claim, end. */
  dynamoCallsToSend: 5,
  /** Keys that an answer needs open: the workspace's in the agent API and in the sender, the account's token. */
  keysPerAnswer: 3,
  /** What CloudWatch Logs adds to each line before it counts bytes. */
  logLineOverheadBytes: 26,
} as const;
