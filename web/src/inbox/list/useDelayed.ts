import { useEffect, useRef, useState } from 'react';

const AFTER_MS = 300;

/** A text that is passed on when nobody has typed for a moment; follows when it is changed from outside. */
export function useDelayed(
  given: string,
  pass: (text: string) => void,
): readonly [string, (text: string) => void] {
  const [text, setText] = useState(given);
  const passed = useRef(given);
  const latest = useRef(pass);
  latest.current = pass;
  useEffect(() => {
    if (given === passed.current) return;
    passed.current = given;
    setText(given);
  }, [given]);
  useEffect(() => {
    if (text === passed.current) return;
    const timer = setTimeout(() => {
      passed.current = text.trim();
      latest.current(text);
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
