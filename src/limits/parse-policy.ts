import type { z } from 'zod';
import { articlePolicy } from './article.ts';
import { observedPolicy } from './observed.ts';
import { type Policy, type PresetName, policySchema } from './policy.ts';

/** What is wrong with one field of a policy document: its keys and indexes joined by dots, and a sentence to show there. */
export type PolicyProblem = { readonly path: string; readonly message: string };

export type PolicyCheck =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** A policy document that is none; for where only a valid one can come from, such as the ledger. */
export class PolicyError extends Error {
  readonly problems: readonly PolicyProblem[];

  constructor(problems: readonly PolicyProblem[]) {
    super(
      `Not a policy: ${problems.map(({ path, message }) => `${path || 'document'}: ${message}`).join('; ')}`,
    );
    this.name = 'PolicyError';
    this.problems = problems;
  }
}

const presets: Readonly<Record<PresetName, Policy>> = { article: articlePolicy, observed: observedPolicy };

/** A preset by its name: `article` is the default. */
export function presetPolicy(name: PresetName): Policy {
  return presets[name];
}

/**
 * Reads a policy document, such as a workspace's own: `preset` names what it starts from, `version` counts its changes,
 * and every rule it does not mention is the preset's. `limits`, if mentioned, are all of them. Names every wrong field.
 */
export function checkPolicy(document: unknown): PolicyCheck {
  const { success, data, error } = policySchema.safeParse(fillIn(document));
  return success ? { ok: true, policy: data } : { ok: false, problems: error.issues.flatMap(problemsOf) };
}

/** `checkPolicy` for a document that should be one. Throws a `PolicyError`. */
export function parsePolicy(document: unknown): Policy {
  const check = checkPolicy(document);
  if (check.ok) return check.policy;
  throw new PolicyError(check.problems);
}

function fillIn(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || !('preset' in document)) return document;
  const preset = Object.entries(presets).find(([name]) => name === document.preset)?.[1];
  return preset ? { ...preset, id: 'own', version: undefined, ...document } : document;
}

function problemsOf(issue: z.core.$ZodIssue): PolicyProblem[] {
  const at = (...more: PropertyKey[]) => [...issue.path, ...more].map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: at(key), message: 'There is no such rule' }));
  }
  return [{ path: at(), message: issue.message }];
}
