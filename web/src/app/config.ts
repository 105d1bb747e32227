/** Where this deployment is: the content of `/config.json`, written when it is deployed. */
export interface Config {
  /** Base of the agent API without a slash at the end; empty = where the console came from. */
  readonly apiUrl: string;
  /** Address of the live updates; null = there are none. */
  readonly wsUrl: string | null;
  readonly cognito: {
    /** Address of the user pool's service. */
    readonly endpoint: string;
    readonly userPoolId: string;
    readonly clientId: string;
  };
  readonly stage: string;
}

let loaded: Config | undefined;

/**
 * Reads `/config.json`, once, before anything else runs.
 * @throws Error when it is missing or not what a console needs
 */
export async function loadConfig(): Promise<Config> {
  const answer = await fetch('/config.json', { cache: 'no-cache', credentials: 'omit' });
  if (!answer.ok) throw new Error(`/config.json answers ${answer.status}`);
  loaded = checkConfig(await answer.json());
  return loaded;
}

/** The configuration. @throws Error before it is loaded */
export function config(): Config {
  if (!loaded) throw new Error('the configuration is not loaded yet');
  return loaded;
}

/** @throws Error naming the first field that is missing or no text */
export function checkConfig(content: unknown): Config {
  const { apiUrl, wsUrl = null, cognito, stage } = (content ?? {}) as Record<string, unknown>;
  const { endpoint, userPoolId, clientId } = (cognito ?? {}) as Record<string, unknown>;
  return {
    apiUrl: text('apiUrl', apiUrl),
    wsUrl: wsUrl === null || wsUrl === '' ? null : text('wsUrl', wsUrl),
    cognito: {
      endpoint: text('cognito.endpoint', endpoint),
      userPoolId: text('cognito.userPoolId', userPoolId),
      clientId: text('cognito.clientId', clientId),
    },
    stage: text('stage', stage),
  };
}

function text(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Error(`/config.json: ${name} is missing`);
}
