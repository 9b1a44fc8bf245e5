import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useSearchParams } from 'react-router';

/**
 * Details from the right, open while the address has `?<name>=…`: a link leads to it and back closes it.
 * Escape and a press outside close it, and the focus goes back to where it was.
 */
export function Drawer(props: {
  name: string;
  title: string;
  /** What else of the address is the drawer's own, and goes when it closes. */
  also?: readonly string[];
  children: (value: string) => ReactNode;
}) {
  const [search, setSearch] = useSearchParams();
  const value = search.get(props.name);
  const close = (): void =>
    setSearch(
      (now) => {
        for (const name of [props.name, ...(props.also ?? [])]) now.delete(name);
        return now;
      },
      { preventScrollReset: true },
    );
  return (
    <ModalOverlay
      className="overlay"
      isOpen={value !== null}
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : close())}
    >
      <Modal className="drawer">
        <Dialog>
          <div className="drawer-head">
            <Heading slot="title">{props.title}</Heading>
            <button type="button" onClick={close} aria-label="Close">
              <span aria-hidden="true">✕</span>
            </button>
          </div>
          {value === null ? null : props.children(value)}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
