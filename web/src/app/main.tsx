import './base.css';
import { createRoot } from 'react-dom/client';
import { queryClient } from '../api/query-client.ts';
import { startI18n } from '../i18n/i18n.ts';
import { watchIdle } from '../session/idle.ts';
import { session } from '../session/session.ts';
import { clearToasts } from '../ui/toasts.tsx';
import { App } from './App.tsx';
import { loadConfig } from './config.ts';

async function start(root: HTMLElement): Promise<void> {
  try {
    await Promise.all([loadConfig(), startI18n()]);
  } catch {
    // In both languages: which one is not known, and the texts may be what is missing.
    root.textContent = 'เปิดคอนโซลไม่ได้ โปรดโหลดหน้านี้ใหม่ · The console cannot start. Reload the page.';
    root.setAttribute('role', 'alert');
    return;
  }
  session.onSignOut(() => {
    queryClient.clear();
    clearToasts();
  });
  watchIdle();
  createRoot(root).render(<App />);
  await session.restore();
}

const root = document.getElementById('root');
if (root) void start(root);
