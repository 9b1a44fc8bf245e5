import { useState } from 'react';
import { Link } from 'react-router';

type Picture = { readonly alt: string; readonly url: string; readonly width: number; readonly height: number };
type Tag = { readonly merchant: string; readonly sku: string; readonly name: string };

/** Where a product is, and by which post the reader came to it. */
export function productPath({ merchant, sku }: Pick<Tag, 'merchant' | 'sku'>, postId: string): string {
  return `/products/${merchant}/${encodeURIComponent(sku)}?post=${postId}`;
}

type Props = {
  readonly postId: string;
  readonly pictures: readonly Picture[];
  readonly tags: readonly Tag[];
  readonly isSensitive: boolean;
  /** Pictures above the fold are fetched at once. */
  readonly isFirst?: boolean;
};

/** A post's picture with the products in it marked on it. Sensitive pictures are covered until the reader wants to see them. */
export function PostMedia({ postId, pictures, tags, isSensitive, isFirst = false }: Props) {
  const [isOpen, setOpen] = useState(!isSensitive);
  const [picture] = pictures;
  return (
    <div className="media">
      {picture === undefined ? null : isOpen ? (
        <img
          src={picture.url}
          alt={picture.alt}
          width={picture.width}
          height={picture.height}
          loading={isFirst ? 'eager' : 'lazy'}
        />
      ) : (
        <div className="cover">
          <p>
            <strong>Sensitive</strong>
            <span>A moderator marked this post.</span>
          </p>
          <button type="button" onClick={() => setOpen(true)}>
            Show the picture
          </button>
        </div>
      )}
      {pictures.length > 1 ? <p className="count">1 of {pictures.length}</p> : null}
      {tags.length === 0 ? null : (
        <ul className="tags" aria-label="Products in this post">
          {tags.map((tag) => (
            <li key={`${tag.merchant} ${tag.sku}`}>
              <Link to={productPath(tag, postId)}>
                <span aria-hidden="true">◉</span> {tag.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
