import { Problem } from '../api.ts';

/** What went wrong, what it means, and a way to try again; the request id finds it in the log. */
export function ErrorPanel({ error, retry }: { error: unknown; retry: () => void }) {
  const requestId = error instanceof Problem ? error.requestId : undefined;
  return (
    <section className="panel error" role="alert">
      <h2>This did not work</h2>
      <p>{error instanceof Error ? error.message : 'The server could not be reached.'}</p>
      {requestId === undefined ? null : <p className="mono">Request {requestId}</p>}
      <button type="button" onClick={retry}>
        Try again
      </button>
    </section>
  );
}
