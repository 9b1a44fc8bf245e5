import { Problem } from '../api.ts';

type RefusedProps = {
  /** What did not happen. */
  readonly title: string;
  readonly error: unknown;
  /** By the refusal's code, what to do where its own sentence is not enough. */
  readonly advice: Readonly<Record<string, string>>;
};

/** Why what was asked for was not done, and what to do now; nothing while there is no error. */
export function Refused({ title, error, advice }: RefusedProps) {
  if (error === null) return null;
  const isProblem = error instanceof Problem;
  return (
    <div className="error" role="alert">
      <h3>{title}</h3>
      <p>{isProblem ? (advice[error.code] ?? error.message) : 'The server could not be reached. Try again.'}</p>
      <RequestId error={error} />
    </div>
  );
}

function RequestId({ error }: { error: unknown }) {
  const requestId = error instanceof Problem ? error.requestId : undefined;
  return requestId === undefined ? null : <p className="mono muted">Request {requestId}</p>;
}

/** What went wrong, and a way to try again; the request id finds it in the log. */
export function ErrorPanel({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="error" role="alert">
      <h3>This could not be loaded</h3>
      <p>{error instanceof Problem ? error.message : 'The server could not be reached.'}</p>
      <RequestId error={error} />
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
