import type { Endpoints } from '../cloud/endpoints.ts';
import { Problem } from '../cloud/problem.ts';
import { signIn } from '../cloud/sign-in.ts';

/** An answer of the agent API. */
export interface AgentAnswer<T> {
  readonly status: number;
  readonly body: T;
  /** `Set-Cookie` headers. */
  readonly cookies: readonly string[];
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A person who signed in to the agent API of the local cloud. */
export class Agent {
  readonly #apiUrl: string;
  readonly #token: string;

  private constructor(apiUrl: string, token: string) {
    this.#apiUrl = apiUrl;
    this.#token = token;
  }

  /** @throws Problem when the seed has no such person */
  static async signIn({ apiUrl, cognito, users }: Endpoints, role: string): Promise<Agent> {
    const user = users.find((candidate) => candidate.role === role);
    if (!user)
      throw new Problem(`The seed has no user with the role ${role}: there is nobody to sign in as.`);
    return new Agent(apiUrl, await signIn(cognito, user));
  }

  /** Whatever the API answers. */
  async ask<T>(
    method: Method,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<AgentAnswer<T>> {
    const response = await fetch(`${this.#apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text ? JSON.parse(text) : null) as T,
      cookies: response.headers.getSetCookie(),
    };
  }

  /** An answer that is a success. @throws Problem with what the API says otherwise */
  async call<T>(
    method: Method,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<AgentAnswer<T>> {
    const answer = await this.ask<T>(method, path, body, headers);
    if (answer.status < 300) return answer;
    throw new Problem(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}
