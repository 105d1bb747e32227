/** Something in the code or the template that enforces a promise. */
export interface Control {
  /** Relative to the repository. */
  readonly file: string;
  /** What is exported there by this name. */
  readonly name: string;
}

/** A test that fails when the control is gone: its file, and its full name as jest says it. */
export interface Proof {
  readonly file: string;
  readonly name: string;
}

/** What keeps one clause of the policy. */
export interface Binding {
  readonly clause: string;
  readonly controls: readonly Control[];
  readonly proofs: readonly Proof[];
  /** Tests that take a control away and see the check on it fail. */
  readonly switches: readonly Proof[];
}

/** A clause that is not kept by code yet: why, and since when it is known. */
export interface OpenClause {
  readonly clause: string;
  readonly reason: string;
  readonly since: string;
}

export function control(file: string, name: string): Control {
  return { file, name };
}

/** Several tests of one group of one file. */
export function proofs(file: string, group: string, ...names: readonly string[]): readonly Proof[] {
  return names.map((name) => ({ file, name: `${group} ${name}` }));
}

/** Switches of code. */
export function off(...names: readonly string[]): readonly Proof[] {
  return proofs('test/unit/policy/switches.test.ts', 'switched off:', ...names);
}

/** Switches of the template. */
export function offInTemplate(...names: readonly string[]): readonly Proof[] {
  return proofs('test/template/policy-switches.test.ts', 'switched off:', ...names);
}
