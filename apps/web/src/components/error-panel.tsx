import { Problem } from '../api.ts';

/** What went wrong, and a way to try again; the request id finds it in the log. */
export function ErrorPanel({ error, retry }: { error: unknown; retry: () => void }) {
  const requestId = error instanceof Problem ? error.requestId : undefined;
  return (
    <div className="error" role="alert">
      <h3>This could not be loaded</h3>
      <p>{error instanceof Problem ? error.message : 'The server could not be reached.'}</p>
      {requestId === undefined ? null : <p className="mono muted">Request {requestId}</p>}
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
