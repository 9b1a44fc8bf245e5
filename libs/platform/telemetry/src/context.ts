import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of one piece of work carries. */
export type WorkContext = { readonly request_id?: string; readonly job_id?: string; readonly consumer?: string };

const store = new AsyncLocalStorage<WorkContext>();

/** Runs `work` so that each log line written inside carries `context` as well. */
export function withContext<T>(context: WorkContext, work: () => T): T {
  return store.run({ ...store.getStore(), ...context }, work);
}

/** The context of the calling code; empty outside. */
export function currentContext(): WorkContext {
  return store.getStore() ?? {};
}
