import './Kbd.css'

/** A key as it is pressed: `<Kbd>Alt K</Kbd>`. Decoration for what a shortcut sheet says in full. */
export const Kbd = ({ children }: { children: string }) => <kbd className="ui-kbd">{children}</kbd>
