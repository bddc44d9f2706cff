import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './trusted.ts';
import '#view/theme.css';
import '#view/touch.css';
import { App } from './App.tsx';
import { startEngine } from './connect.ts';
import { installConsole } from './console.ts';
import { keepCourseAddress } from './guide/address.ts';
import { listenForFaults } from './diagnostics/faults.ts';
import { saveWhenHidden } from './hiding.ts';
import { listenToKeys } from './keyboard.ts';
import { arrive, keepAddress } from './place.ts';
import { open, openAgain } from './open.ts';

listenForFaults();
startEngine(openAgain);
const arrived = arrive();
// Before anything is awaited, so that a script finds the console as soon as the page has loaded.
installConsole(arrived.then(open));
await arrived;
keepAddress();
keepCourseAddress();
listenToKeys(document);
saveWhenHidden(document);

const root = document.getElementById('root');
if (!root) throw new Error('main: index.html has no element with the id "root"');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
