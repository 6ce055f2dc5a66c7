import type { PolicyAudit } from './audit.ts';

/**
 * An audit as sentences for the interface: what was decided, then the reasons against, then, where asked for, what
 * every other rule saw.
 */
export function explainAudit(audit: PolicyAudit, { all = false } = {}): readonly string[] {
  const { rules, policyName, policyVersion } = audit;
  const against = rules.filter(({ passed }) => !passed);
  const tried = rules.filter(({ applies }) => applies).length;
  const by = `the policy "${policyName}", version ${policyVersion}`;
  const count = `${tried} of ${rules.length} rules had something to check`;
  const head =
    against.length === 0
      ? `The offer may be shown by ${by}; ${count}, and none objects.`
      : `The offer is refused by ${by}; ${count}, and ${against.length} ${against.length === 1 ? 'objects' : 'object'}:`;
  const others = all ? rules.filter(({ passed, applies }) => passed && applies) : [];
  return [head, ...against.map(({ reason }) => reason), ...others.map(({ reason }) => reason)];
}
