import { memo, useMemo } from 'react';
import { Choice } from '#view/Choice.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';

type TokenPickProps = Pick<PanelProps, 'text'> & {
  label: string;
  /** Tokens there are. */
  vocabulary: number;
  /** What is chosen while no token is. */
  none: string;
  token: number | null;
  onPick: (token: number | null) => void;
};

const NONE = 'none';

/** Any token of the vocabulary, the frequent ones of the text first. */
export const TokenPick = memo(function TokenPick({ text, label, vocabulary, none, token, onPick }: TokenPickProps) {
  const options = useMemo(() => {
    const ids = Array.from({ length: vocabulary }, (_, id) => id);
    const count = (id: number): number => text?.counts[id] ?? 0;
    return ids.sort((a, b) => count(b) - count(a) || a - b).map((id) => ({ value: String(id), name: pieceName(text, id) }));
  }, [text, vocabulary]);
  return (
    <label className="lens__pick">
      <span className="quiet">{label}</span>
      <Choice
        label={label}
        options={[{ value: NONE, name: none }, ...options]}
        value={token === null ? NONE : String(token)}
        onChange={(value) => onPick(value === NONE ? null : Number(value))}
      />
    </label>
  );
});
