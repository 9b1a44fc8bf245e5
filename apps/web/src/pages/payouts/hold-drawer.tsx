import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { post } from '../../api.ts';
import { Drawer } from '../../components/drawer.tsx';
import { ReasonField, Refusal } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { ask } from '../../queries.ts';
import { momentOf } from '../../words.ts';
import type { ComparedPayee } from './run-words.ts';

/** Stops a payee with a reason, or lets them go again; open while the address has `?hold=`. */
export function HoldDrawer() {
  return (
    <Drawer name="hold" title="Hold a payee">
      {(payee) => <Hold id={payee} />}
    </Drawer>
  );
}

function Hold({ id }: { id: string }) {
  const { id: runId = '' } = useParams();
  const { data: comparison } = useQuery(ask.comparison(runId));
  const { data: reviews } = useQuery(ask.reviews);
  const payee = comparison?.items.find((item) => item.payee === id);
  const review = reviews?.items.find((item) => item.payee === id);
  if (payee === undefined || reviews === undefined) return null;
  return (
    <>
      <p className="amount-line">{payee.payee_name}</p>
      <p>
        <Money value={payee.payable} /> payable. While on hold no run pays it; what was earned stays theirs.
      </p>
      {review === undefined ? <Stop payee={payee} /> : <LetGo review={review} />}
    </>
  );
}

function Stop({ payee }: { payee: ComparedPayee }) {
  const [reason, setReason] = useState('');
  const { mutate, error, isPending } = useReview(() => post('/v1/payout-reviews', { payee: payee.payee, reason }));
  return (
    <form
      className="propose"
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <ReasonField hint="Kept with your name." reason={reason} setReason={setReason} />
      <div className="act">
        <button type="submit" className="primary" disabled={isPending}>
          Put on hold
        </button>
      </div>
      <Refusal error={error} />
    </form>
  );
}

function LetGo({ review }: { review: { id: string; reason: string; opened_at: string } }) {
  const { mutate, error, isPending } = useReview(() =>
    post('/v1/payout-reviews/{id}/close', undefined, { id: review.id }),
  );
  return (
    <>
      <p>
        On hold since {momentOf(review.opened_at)}: {review.reason}
      </p>
      <div className="act">
        <button type="button" className="primary" disabled={isPending} onClick={() => mutate()}>
          Let go
        </button>
      </div>
      <Refusal error={error} />
    </>
  );
}

/** Decides, then shows the run as it is now. */
function useReview(decide: () => Promise<unknown>) {
  const queries = useQueryClient();
  const [, setSearch] = useSearchParams();
  return useMutation({
    mutationFn: decide,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ask.reviews.queryKey });
      await queries.invalidateQueries({ queryKey: ask.runs.queryKey });
      setSearch(
        (now) => {
          now.delete('hold');
          return now;
        },
        { preventScrollReset: true },
      );
    },
  });
}
