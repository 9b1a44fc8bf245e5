import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { post, Problem } from '../api.ts';
import { queueQuery } from './moderation-queries.ts';
import type { CaseFile, Clause } from './policy.ts';

/** How long a decision can be taken back: it has not been sent before. */
export const GRACE_MS = 6_000;

/** A decision of this moderator, on its way. */
export type Made = {
  readonly file: CaseFile;
  readonly clause: Clause;
  readonly reason: string;
  /** held: not sent, u takes it back; sent: the server has it; refused: it has not, and says why. */
  readonly state: 'held' | 'sending' | 'sent' | 'refused';
  readonly refusal?: string;
};

/**
 * Decisions of this sitting, newest first. Each is held back for a moment in which it can be taken back, and only then
 * sent; whoever leaves the page in between is asked by the browser.
 */
export function useDecisions() {
  const queries = useQueryClient();
  const [made, setMade] = useState<readonly Made[]>([]);
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  const change = useCallback((id: string, values: Partial<Made>) => {
    setMade((before) => before.map((one) => (one.file.id === id ? { ...one, ...values } : one)));
  }, []);

  const send = useCallback(
    async ({ file: { id }, clause: { outcome, label }, reason }: Made) => {
      timers.current.delete(id);
      change(id, { state: 'sending' });
      try {
        const labelled = label === undefined ? {} : { label };
        await post('/v1/moderation/cases/{id}/decisions', { outcome, reason, ...labelled }, { id });
        change(id, { state: 'sent' });
      } catch (error) {
        const refusal = error instanceof Problem ? error.message : 'the server could not be reached';
        change(id, { state: 'refused', refusal });
      }
      await queries.invalidateQueries({ queryKey: queueQuery.queryKey });
    },
    [change, queries],
  );

  const decide = useCallback(
    (file: CaseFile, clause: Clause, more: string) => {
      const reason = more === '' ? clause.reason : `${clause.reason} ${more}`;
      const one: Made = { file, clause, reason, state: 'held' };
      setMade((before) => [one, ...before.filter(({ file: { id } }) => id !== file.id)]);
      timers.current.set(
        file.id,
        setTimeout(() => void send(one), GRACE_MS),
      );
    },
    [send],
  );

  /** Takes the newest decision back that has not been sent; answers its case. */
  const undo = useCallback((): string | undefined => {
    const held = made.find(({ file }) => timers.current.has(file.id));
    if (held === undefined) return undefined;
    const { id } = held.file;
    clearTimeout(timers.current.get(id));
    timers.current.delete(id);
    setMade((before) => before.filter(({ file }) => file.id !== id));
    return id;
  }, [made]);

  const isHolding = made.some(({ state }) => state === 'held' || state === 'sending');
  useEffect(() => {
    if (!isHolding) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isHolding]);
  useEffect(() => {
    const mine = timers.current;
    return () => mine.forEach((timer) => clearTimeout(timer));
  }, []);
  return { made, decide, undo };
}
