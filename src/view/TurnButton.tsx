import './TurnButton.css';

export type TurnButtonProps = {
  /** Where it leads: to what comes before, or to what comes after. */
  to: 'before' | 'after';
  label: string;
  disabled: boolean;
  onTurn: () => void;
};

/** A small button that turns to the page, place or draw before or after. */
export function TurnButton({ to, label, disabled, onTurn }: TurnButtonProps) {
  return (
    <button type="button" className="turn-button" aria-label={label} disabled={disabled} onClick={onTurn}>
      {to === 'before' ? '‹' : '›'}
    </button>
  );
}
