import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { ServiceAlarm } from '../constructs/alarm.ts';
import { total } from '../constructs/books-alarm.ts';
import { CertificateKey } from '../constructs/certificate-key.ts';
import { PrivacyClock } from '../constructs/privacy-clock.ts';
import { PrivacyWorkflow } from '../constructs/privacy-workflow.ts';
import { RetentionSweeper } from '../constructs/retention-sweeper.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { DataStack } from './data-stack.ts';

/** A turn of deleting or looking: so many pages, and what is left of the time for the last of them. */
const ERASER_TIMEOUT = Duration.minutes(5);
/** As long as a function may take: a part of an archive is packed in one call (docs/privacy/export.md says how long that takes). */
const EXPORTER_TIMEOUT = Duration.minutes(15);
const ALARM_PERIOD = Duration.minutes(5);

export interface LifecycleStackProps extends StackProps {
  readonly data: DataStack;
  readonly userPool: IUserPool;
}

/** What happens to data in time: retention, privacy requests, erasure and its proof, export and correction. */
export class LifecycleStack extends Stack {
  constructor(scope: Construct, id: string, { data, userPool, ...props }: LifecycleStackProps) {
    super(scope, id, props);
    const { foundation } = data;
    const certificateKey = new CertificateKey(this, 'CertificateKey', foundation);
    const eraser = this.#addEraser(data, userPool, certificateKey);
    const exporter = this.#addExporter(data);
    new PrivacyClock(this, 'PrivacyClock', data);
    new RetentionSweeper(this, 'Retention', data);
    const workflow = new PrivacyWorkflow(this, 'Privacy', { ...foundation, eraser, exporter });
    for (const [name, metric] of [
      ['ErasureFailed', 'ErasureFailed'],
      ['ErasureTraceFound', 'ErasureTraceFound'],
      ['ExportFailed', 'ExportFailed'],
    ] as const)
      new ServiceAlarm(this, name, {
        ...foundation,
        heading: HEADING[name],
        metric: total(metric, ALARM_PERIOD),
      });
    new CfnOutput(this, 'PrivacyStateMachineArn', { value: workflow.stateMachine.stateMachineArn });
    new CfnOutput(this, 'CertificateKeyArn', { value: certificateKey.key.keyArn });
  }

  #addEraser(data: DataStack, userPool: IUserPool, certificateKey: CertificateKey): ServiceFunction {
    const { foundation, inbox, connections, subjectKeys, subjectKey, ledger, media } = data;
    const eraser = new ServiceFunction(this, 'Eraser', {
      ...foundation,
      bundle: 'eraser',
      description: 'Erases whom a privacy request is about, and looks whether anything is left',
      memoryMb: 512,
      timeout: ERASER_TIMEOUT,
      // Of its own, and little of it: live messages never wait for erasing.
      reservedConcurrency: foundation.settings.eraserConcurrency,
      needs: [
        'inboxTable',
        'connectionsTable',
        'subjectKeysTable',
        'ledgerTable',
        'mediaBucket',
        'dataKeyArn',
        'subjectKeyArn',
        'keyLifeSeconds',
        'certificateKeyArn',
        'userPoolId',
      ],
    });
    inbox.grantErase(eraser);
    connections.grantErase(eraser);
    subjectKeys.grantErase(eraser);
    subjectKey.grantContent(eraser);
    ledger.grantCarryOut(eraser);
    media.grantErase(eraser);
    foundation.dataKey.grantTransit(eraser, 'open');
    certificateKey.grantSign(eraser);
    eraser
      .set('userPoolId', userPool.userPoolId)
      .allow({ actions: ['cognito-idp:AdminDeleteUser'], resources: [userPool.userPoolArn] });
    return eraser;
  }

  /** Reads whatever somebody asks to see, and deletes nothing; of what it reads it writes names of customers alone, to correct them. */
  #addExporter({
    foundation,
    inbox,
    connections,
    subjectKeys,
    subjectKey,
    ledger,
    media,
  }: DataStack): ServiceFunction {
    const exporter = new ServiceFunction(this, 'Exporter', {
      ...foundation,
      bundle: 'exporter',
      description: 'Exports what is held of whom a privacy request is about, or corrects it',
      memoryMb: 1_024,
      timeout: EXPORTER_TIMEOUT,
      // As with erasing: live messages never wait for it.
      reservedConcurrency: foundation.settings.eraserConcurrency,
      needs: [
        'inboxTable',
        'connectionsTable',
        'subjectKeysTable',
        'ledgerTable',
        'mediaBucket',
        'subjectKeyArn',
        'keyLifeSeconds',
      ],
    });
    inbox.grantExport(exporter);
    connections.grantExport(exporter);
    subjectKeys.grantCreate(exporter);
    subjectKey.grantContent(exporter);
    ledger.grantAnswer(exporter);
    media.grantExport(exporter);
    return exporter;
  }
}

const HEADING = {
  ErasureFailed: 'erasureFailed',
  ErasureTraceFound: 'erasureTraceFound',
  ExportFailed: 'exportFailed',
} as const;
