import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { saveFile } from '../save-file.ts';
import { Refusal } from './field.tsx';

/** A file that can be had: what it is called on the button and on the disk, and where it comes from. */
export type Offer = { readonly title: string; readonly name: string; readonly make: () => Promise<Blob> };

/** Files of what is shown, each by a press; what went wrong is said below. */
export function SaveButtons(props: { label: string; offers: readonly Offer[]; children?: ReactNode }) {
  const { label, offers, children } = props;
  const { mutate, error, isPending, variables } = useMutation({
    mutationFn: async ({ name, make }: Offer) => saveFile(name, await make()),
  });
  return (
    <div className="save" role="group" aria-label={label}>
      {offers.map((offer) => (
        <button key={offer.title} type="button" disabled={isPending} onClick={() => mutate(offer)}>
          {isPending && variables.title === offer.title ? 'Making the file' : offer.title}
        </button>
      ))}
      {children}
      {error === null ? null : <Refusal error={error} />}
    </div>
  );
}
