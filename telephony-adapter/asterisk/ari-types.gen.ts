// Written by scripts/ari-types.mjs from what an exchange says of itself; not to be changed by hand.

/** What ARI tells and answers, by its own names. */
export type AriModels = {
  Application: {
    name: string
    channel_ids: string[]
    bridge_ids: string[]
    endpoint_ids: string[]
    device_names: string[]
    events_allowed: Record<string, unknown>[]
    events_disallowed: Record<string, unknown>[]
  }
  BuildInfo: {
    os: string
    kernel: string
    options: string
    machine: string
    date: string
    user: string
  }
  SystemInfo: {
    version: string
    entity_id: string
  }
  SetId: {
    user: string
    group: string
  }
  ConfigInfo: {
    name: string
    default_language: string
    max_channels?: number
    max_open_files?: number
    max_load?: number
    setid: AriModels['SetId']
  }
  StatusInfo: {
    startup_time: string
    last_reload_time: string
  }
  AsteriskInfo: {
    build?: AriModels['BuildInfo']
    system?: AriModels['SystemInfo']
    config?: AriModels['ConfigInfo']
    status?: AriModels['StatusInfo']
  }
  AsteriskPing: {
    asterisk_id: string
    ping: string
    timestamp: string
  }
  Module: {
    name: string
    description: string
    use_count: number
    status: string
    support_level: string
  }
  LogChannel: {
    channel: string
    type: string
    status: string
    configuration: string
  }
  Variable: {
    value: string
  }
  Variables: {
    variables: Record<string, unknown>
  }
  ConfigTuple: {
    attribute: string
    value: string
  }
  Bridge: {
    id: string
    technology: string
    bridge_type: 'mixing' | 'holding'
    bridge_class: string
    creator: string
    name: string
    channels: string[]
    video_mode?: string
    video_source_id?: string
    creationtime: string
    bridgevars?: Record<string, unknown>
  }
  Dialed: Record<string, never>
  DialplanCEP: {
    context: string
    exten: string
    priority: number
    app_name: string
    app_data: string
  }
  CallerID: {
    name: string
    number: string
  }
  RTPstat: {
    txcount: number
    rxcount: number
    txjitter?: number
    rxjitter?: number
    remote_maxjitter?: number
    remote_minjitter?: number
    remote_normdevjitter?: number
    remote_stdevjitter?: number
    local_maxjitter?: number
    local_minjitter?: number
    local_normdevjitter?: number
    local_stdevjitter?: number
    txploss: number
    rxploss: number
    remote_maxrxploss?: number
    remote_minrxploss?: number
    remote_normdevrxploss?: number
    remote_stdevrxploss?: number
    local_maxrxploss?: number
    local_minrxploss?: number
    local_normdevrxploss?: number
    local_stdevrxploss?: number
    rtt?: number
    maxrtt?: number
    minrtt?: number
    normdevrtt?: number
    stdevrtt?: number
    local_ssrc: number
    remote_ssrc: number
    txoctetcount: number
    rxoctetcount: number
    channel_uniqueid: string
  }
  Channel: {
    id: string
    protocol_id: string
    name: string
    state:
      | 'Down'
      | 'Rsrved'
      | 'OffHook'
      | 'Dialing'
      | 'Ring'
      | 'Ringing'
      | 'Up'
      | 'Busy'
      | 'Dialing Offhook'
      | 'Pre-ring'
      | 'Unknown'
    caller: AriModels['CallerID']
    connected: AriModels['CallerID']
    accountcode: string
    dialplan: AriModels['DialplanCEP']
    creationtime: string
    language: string
    channelvars?: Record<string, unknown>
    caller_rdnis?: string
    tenantid?: string
  }
  DeviceState: {
    name: string
    state:
      | 'UNKNOWN'
      | 'NOT_INUSE'
      | 'INUSE'
      | 'BUSY'
      | 'INVALID'
      | 'UNAVAILABLE'
      | 'RINGING'
      | 'RINGINUSE'
      | 'ONHOLD'
  }
  Endpoint: {
    technology: string
    resource: string
    state?: 'unknown' | 'offline' | 'online'
    channel_ids: string[]
  }
  TextMessage: {
    from: string
    to: string
    body: string
    variables?: Record<string, unknown>
  }
  MissingParams: {
    params: string[]
  }
  ContactInfo: {
    uri: string
    contact_status: 'Unreachable' | 'Reachable' | 'Unknown' | 'NonQualified' | 'Removed'
    aor: string
    roundtrip_usec?: string
  }
  Peer: {
    peer_status: string
    cause?: string
    address?: string
    port?: string
    time?: string
  }
  ReferTo: {
    requested_destination: AriModels['RequiredDestination']
    destination_channel?: AriModels['Channel']
    connected_channel?: AriModels['Channel']
    bridge?: AriModels['Bridge']
  }
  ReferredBy: {
    source_channel: AriModels['Channel']
    connected_channel?: AriModels['Channel']
    bridge?: AriModels['Bridge']
  }
  RequiredDestination: {
    protocol_id?: string
    destination?: string
    additional_protocol_params?: AriModels['AdditionalParam'][]
  }
  AdditionalParam: {
    parameter_name: string
    parameter_value: string
  }
  RESTHeader: {
    name: string
    value: string
  }
  RESTQueryStringParameter: {
    name: string
    value: string
  }
  Playback: {
    id: string
    media_uri: string
    next_media_uri?: string
    target_uri: string
    language?: string
    state: 'queued' | 'playing' | 'continuing' | 'done' | 'failed'
  }
  StoredRecording: {
    name: string
    format: string
  }
  LiveRecording: {
    name: string
    format: string
    target_uri: string
    state: 'queued' | 'recording' | 'paused' | 'done' | 'failed' | 'canceled'
    duration?: number
    talking_duration?: number
    silence_duration?: number
    cause?: string
  }
  FormatLangPair: {
    language: string
    format: string
  }
  Sound: {
    id: string
    text?: string
    formats: AriModels['FormatLangPair'][]
  }
}

/** Its events, by their `type`. */
export type AriEvents = {
  DeviceStateChanged: {
    type: 'DeviceStateChanged'
    asterisk_id?: string
    application: string
    timestamp: string
    device_state: AriModels['DeviceState']
  }
  PlaybackStarted: {
    type: 'PlaybackStarted'
    asterisk_id?: string
    application: string
    timestamp: string
    playback: AriModels['Playback']
  }
  PlaybackContinuing: {
    type: 'PlaybackContinuing'
    asterisk_id?: string
    application: string
    timestamp: string
    playback: AriModels['Playback']
  }
  PlaybackFinished: {
    type: 'PlaybackFinished'
    asterisk_id?: string
    application: string
    timestamp: string
    playback: AriModels['Playback']
  }
  RecordingStarted: {
    type: 'RecordingStarted'
    asterisk_id?: string
    application: string
    timestamp: string
    recording: AriModels['LiveRecording']
  }
  RecordingFinished: {
    type: 'RecordingFinished'
    asterisk_id?: string
    application: string
    timestamp: string
    recording: AriModels['LiveRecording']
  }
  RecordingFailed: {
    type: 'RecordingFailed'
    asterisk_id?: string
    application: string
    timestamp: string
    recording: AriModels['LiveRecording']
  }
  ApplicationMoveFailed: {
    type: 'ApplicationMoveFailed'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
    destination: string
    args: string[]
  }
  ApplicationRegistered: {
    type: 'ApplicationRegistered'
    asterisk_id?: string
    application: string
    timestamp: string
  }
  ApplicationUnregistered: {
    type: 'ApplicationUnregistered'
    asterisk_id?: string
    application: string
    timestamp: string
  }
  ApplicationReplaced: {
    type: 'ApplicationReplaced'
    asterisk_id?: string
    application: string
    timestamp: string
  }
  BridgeCreated: {
    type: 'BridgeCreated'
    asterisk_id?: string
    application: string
    timestamp: string
    bridge: AriModels['Bridge']
  }
  BridgeDestroyed: {
    type: 'BridgeDestroyed'
    asterisk_id?: string
    application: string
    timestamp: string
    bridge: AriModels['Bridge']
  }
  BridgeMerged: {
    type: 'BridgeMerged'
    asterisk_id?: string
    application: string
    timestamp: string
    bridge: AriModels['Bridge']
    bridge_from: AriModels['Bridge']
  }
  BridgeBlindTransfer: {
    type: 'BridgeBlindTransfer'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
    replace_channel?: AriModels['Channel']
    transferee?: AriModels['Channel']
    exten: string
    context: string
    result: string
    is_external: boolean
    bridge?: AriModels['Bridge']
  }
  BridgeAttendedTransfer: {
    type: 'BridgeAttendedTransfer'
    asterisk_id?: string
    application: string
    timestamp: string
    transferer_first_leg: AriModels['Channel']
    transferer_second_leg: AriModels['Channel']
    replace_channel?: AriModels['Channel']
    transferee?: AriModels['Channel']
    transfer_target?: AriModels['Channel']
    result: string
    is_external: boolean
    transferer_first_leg_bridge?: AriModels['Bridge']
    transferer_second_leg_bridge?: AriModels['Bridge']
    destination_type: string
    destination_bridge?: string
    destination_application?: string
    destination_link_first_leg?: AriModels['Channel']
    destination_link_second_leg?: AriModels['Channel']
    destination_threeway_channel?: AriModels['Channel']
    destination_threeway_bridge?: AriModels['Bridge']
  }
  BridgeVideoSourceChanged: {
    type: 'BridgeVideoSourceChanged'
    asterisk_id?: string
    application: string
    timestamp: string
    bridge: AriModels['Bridge']
    old_video_source_id?: string
  }
  ChannelCreated: {
    type: 'ChannelCreated'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
  }
  ChannelDestroyed: {
    type: 'ChannelDestroyed'
    asterisk_id?: string
    application: string
    timestamp: string
    cause: number
    cause_txt: string
    tech_cause?: number
    channel: AriModels['Channel']
  }
  ChannelEnteredBridge: {
    type: 'ChannelEnteredBridge'
    asterisk_id?: string
    application: string
    timestamp: string
    bridge: AriModels['Bridge']
    channel?: AriModels['Channel']
  }
  ChannelLeftBridge: {
    type: 'ChannelLeftBridge'
    asterisk_id?: string
    application: string
    timestamp: string
    bridge: AriModels['Bridge']
    channel: AriModels['Channel']
  }
  ChannelStateChange: {
    type: 'ChannelStateChange'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
  }
  ChannelDtmfReceived: {
    type: 'ChannelDtmfReceived'
    asterisk_id?: string
    application: string
    timestamp: string
    digit: string
    duration_ms: number
    channel: AriModels['Channel']
  }
  ChannelDialplan: {
    type: 'ChannelDialplan'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
    dialplan_app: string
    dialplan_app_data: string
  }
  ChannelCallerId: {
    type: 'ChannelCallerId'
    asterisk_id?: string
    application: string
    timestamp: string
    caller_presentation: number
    caller_presentation_txt: string
    channel: AriModels['Channel']
  }
  ChannelUserevent: {
    type: 'ChannelUserevent'
    asterisk_id?: string
    application: string
    timestamp: string
    eventname: string
    channel?: AriModels['Channel']
    bridge?: AriModels['Bridge']
    endpoint?: AriModels['Endpoint']
    userevent: Record<string, unknown>
  }
  ChannelHangupRequest: {
    type: 'ChannelHangupRequest'
    asterisk_id?: string
    application: string
    timestamp: string
    cause?: number
    tech_cause?: number
    soft?: boolean
    channel: AriModels['Channel']
  }
  ChannelVarset: {
    type: 'ChannelVarset'
    asterisk_id?: string
    application: string
    timestamp: string
    variable: string
    value: string
    channel?: AriModels['Channel']
  }
  ChannelToneDetected: {
    type: 'ChannelToneDetected'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
  }
  ChannelTalkingStarted: {
    type: 'ChannelTalkingStarted'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
  }
  ChannelTalkingFinished: {
    type: 'ChannelTalkingFinished'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
    duration: number
  }
  ChannelHold: {
    type: 'ChannelHold'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
    musicclass?: string
  }
  ChannelUnhold: {
    type: 'ChannelUnhold'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
  }
  ContactStatusChange: {
    type: 'ContactStatusChange'
    asterisk_id?: string
    application: string
    timestamp: string
    endpoint: AriModels['Endpoint']
    contact_info: AriModels['ContactInfo']
  }
  EndpointStateChange: {
    type: 'EndpointStateChange'
    asterisk_id?: string
    application: string
    timestamp: string
    endpoint: AriModels['Endpoint']
  }
  Dial: {
    type: 'Dial'
    asterisk_id?: string
    application: string
    timestamp: string
    caller?: AriModels['Channel']
    peer: AriModels['Channel']
    forward?: string
    forwarded?: AriModels['Channel']
    dialstring?: string
    dialstatus: string
  }
  StasisEnd: {
    type: 'StasisEnd'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
  }
  StasisStart: {
    type: 'StasisStart'
    asterisk_id?: string
    application: string
    timestamp: string
    args: string[]
    channel: AriModels['Channel']
    replace_channel?: AriModels['Channel']
  }
  TextMessageReceived: {
    type: 'TextMessageReceived'
    asterisk_id?: string
    application: string
    timestamp: string
    message: AriModels['TextMessage']
    endpoint?: AriModels['Endpoint']
  }
  ChannelConnectedLine: {
    type: 'ChannelConnectedLine'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
  }
  PeerStatusChange: {
    type: 'PeerStatusChange'
    asterisk_id?: string
    application: string
    timestamp: string
    endpoint: AriModels['Endpoint']
    peer: AriModels['Peer']
  }
  ChannelTransfer: {
    type: 'ChannelTransfer'
    asterisk_id?: string
    application: string
    timestamp: string
    state?: string
    refer_to: AriModels['ReferTo']
    referred_by: AriModels['ReferredBy']
  }
  RESTResponse: {
    type: 'RESTResponse'
    asterisk_id?: string
    application: string
    timestamp: string
    transaction_id: string
    request_id: string
    status_code: number
    reason_phrase: string
    uri: string
    content_type?: string
    message_body?: string
  }
  CallBroadcast: {
    type: 'CallBroadcast'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
    caller?: string
    called?: string
  }
  CallClaimed: {
    type: 'CallClaimed'
    asterisk_id?: string
    application: string
    timestamp: string
    channel: AriModels['Channel']
    winner_app: string
  }
}

/** What can be asked of it: where the parameters of path and query are side by side. */
export type AriOperations = {
  'GET /applications': {
    in: Record<string, never>
    out: AriModels['Application'][]
  }
  'GET /applications/{applicationName}': {
    in: {
      applicationName: string
    }
    out: AriModels['Application']
  }
  'POST /applications/{applicationName}/subscription': {
    in: {
      applicationName: string
      eventSource: string | string[]
    }
    out: AriModels['Application']
  }
  'DELETE /applications/{applicationName}/subscription': {
    in: {
      applicationName: string
      eventSource: string | string[]
    }
    out: AriModels['Application']
  }
  'PUT /applications/{applicationName}/eventFilter': {
    in: {
      applicationName: string
      json?: {
        filter?: Record<string, unknown>
      }
    }
    out: AriModels['Application']
  }
  'GET /asterisk/config/dynamic/{configClass}/{objectType}/{id}': {
    in: {
      configClass: string
      objectType: string
      id: string
    }
    out: AriModels['ConfigTuple'][]
  }
  'PUT /asterisk/config/dynamic/{configClass}/{objectType}/{id}': {
    in: {
      configClass: string
      objectType: string
      id: string
      json?: {
        fields?: unknown
      }
    }
    out: AriModels['ConfigTuple'][]
  }
  'DELETE /asterisk/config/dynamic/{configClass}/{objectType}/{id}': {
    in: {
      configClass: string
      objectType: string
      id: string
    }
    out: undefined
  }
  'GET /asterisk/info': {
    in: {
      only?: string | string[]
    }
    out: AriModels['AsteriskInfo']
  }
  'GET /asterisk/ping': {
    in: Record<string, never>
    out: AriModels['AsteriskPing']
  }
  'GET /asterisk/modules': {
    in: Record<string, never>
    out: AriModels['Module'][]
  }
  'GET /asterisk/modules/{moduleName}': {
    in: {
      moduleName: string
    }
    out: AriModels['Module']
  }
  'POST /asterisk/modules/{moduleName}': {
    in: {
      moduleName: string
    }
    out: undefined
  }
  'DELETE /asterisk/modules/{moduleName}': {
    in: {
      moduleName: string
    }
    out: undefined
  }
  'PUT /asterisk/modules/{moduleName}': {
    in: {
      moduleName: string
    }
    out: undefined
  }
  'GET /asterisk/logging': {
    in: Record<string, never>
    out: AriModels['LogChannel'][]
  }
  'POST /asterisk/logging/{logChannelName}': {
    in: {
      logChannelName: string
      configuration: string
    }
    out: undefined
  }
  'DELETE /asterisk/logging/{logChannelName}': {
    in: {
      logChannelName: string
    }
    out: undefined
  }
  'PUT /asterisk/logging/{logChannelName}/rotate': {
    in: {
      logChannelName: string
    }
    out: undefined
  }
  'GET /asterisk/variable': {
    in: {
      variable: string
    }
    out: AriModels['Variable']
  }
  'POST /asterisk/variable': {
    in: {
      variable: string
      value?: string
    }
    out: undefined
  }
  'GET /bridges': {
    in: Record<string, never>
    out: AriModels['Bridge'][]
  }
  'POST /bridges': {
    in: {
      type?: string
      bridgeId?: string
      name?: string
      json?: {
        variables?: unknown
      }
    }
    out: AriModels['Bridge']
  }
  'POST /bridges/{bridgeId}': {
    in: {
      type?: string
      bridgeId: string
      name?: string
      json?: {
        variables?: unknown
      }
    }
    out: AriModels['Bridge']
  }
  'GET /bridges/{bridgeId}': {
    in: {
      bridgeId: string
    }
    out: AriModels['Bridge']
  }
  'DELETE /bridges/{bridgeId}': {
    in: {
      bridgeId: string
    }
    out: undefined
  }
  'GET /bridges/{bridgeId}/variable': {
    in: {
      bridgeId: string
      variable: string
    }
    out: AriModels['Variable']
  }
  'POST /bridges/{bridgeId}/variable': {
    in: {
      bridgeId: string
      variable: string
      value?: string
      report_events?: boolean
    }
    out: undefined
  }
  'GET /bridges/{bridgeId}/variables': {
    in: {
      bridgeId: string
      variables: string | string[]
    }
    out: AriModels['Variables']
  }
  'POST /bridges/{bridgeId}/variables': {
    in: {
      bridgeId: string
      json?: {
        variables: unknown
      }
    }
    out: undefined
  }
  'POST /bridges/{bridgeId}/addChannel': {
    in: {
      bridgeId: string
      channel: string | string[]
      role?: string
      absorbDTMF?: boolean
      mute?: boolean
      inhibitConnectedLineUpdates?: boolean
    }
    out: undefined
  }
  'POST /bridges/{bridgeId}/removeChannel': {
    in: {
      bridgeId: string
      channel: string | string[]
    }
    out: undefined
  }
  'POST /bridges/{bridgeId}/videoSource/{channelId}': {
    in: {
      bridgeId: string
      channelId: string
    }
    out: undefined
  }
  'DELETE /bridges/{bridgeId}/videoSource': {
    in: {
      bridgeId: string
    }
    out: undefined
  }
  'POST /bridges/{bridgeId}/moh': {
    in: {
      bridgeId: string
      mohClass?: string
    }
    out: undefined
  }
  'DELETE /bridges/{bridgeId}/moh': {
    in: {
      bridgeId: string
    }
    out: undefined
  }
  'POST /bridges/{bridgeId}/play': {
    in: {
      bridgeId: string
      media: string | string[]
      announcer_format?: string
      lang?: string
      offsetms?: number
      skipms?: number
      playbackId?: string
    }
    out: AriModels['Playback']
  }
  'POST /bridges/{bridgeId}/play/{playbackId}': {
    in: {
      bridgeId: string
      playbackId: string
      media: string | string[]
      announcer_format?: string
      lang?: string
      offsetms?: number
      skipms?: number
    }
    out: AriModels['Playback']
  }
  'POST /bridges/{bridgeId}/record': {
    in: {
      bridgeId: string
      name: string
      format: string
      recorder_format?: string
      maxDurationSeconds?: number
      maxSilenceSeconds?: number
      ifExists?: 'fail' | 'overwrite' | 'append'
      beep?: boolean
      terminateOn?: 'none' | 'any' | '*' | '#'
    }
    out: AriModels['LiveRecording']
  }
  'GET /channels': {
    in: Record<string, never>
    out: AriModels['Channel'][]
  }
  'POST /channels': {
    in: {
      endpoint: string
      extension?: string
      context?: string
      priority?: number
      label?: string
      app?: string
      appArgs?: string
      callerId?: string
      timeout?: number
      channelId?: string
      otherChannelId?: string
      originator?: string
      formats?: string
      json?: {
        variables?: unknown
      }
    }
    out: AriModels['Channel']
  }
  'POST /channels/create': {
    in: {
      endpoint: string
      app: string
      appArgs?: string
      channelId?: string
      otherChannelId?: string
      originator?: string
      formats?: string
      json?: {
        variables?: unknown
      }
    }
    out: AriModels['Channel']
  }
  'GET /channels/{channelId}': {
    in: {
      channelId: string
    }
    out: AriModels['Channel']
  }
  'POST /channels/{channelId}': {
    in: {
      channelId: string
      endpoint: string
      extension?: string
      context?: string
      priority?: number
      label?: string
      app?: string
      appArgs?: string
      callerId?: string
      timeout?: number
      otherChannelId?: string
      originator?: string
      formats?: string
      json?: {
        variables?: unknown
      }
    }
    out: AriModels['Channel']
  }
  'DELETE /channels/{channelId}': {
    in: {
      channelId: string
      reason_code?: string
      reason?:
        | 'normal'
        | 'busy'
        | 'congestion'
        | 'no_answer'
        | 'timeout'
        | 'rejected'
        | 'unallocated'
        | 'normal_unspecified'
        | 'number_incomplete'
        | 'codec_mismatch'
        | 'interworking'
        | 'failure'
        | 'answered_elsewhere'
    }
    out: undefined
  }
  'POST /channels/{channelId}/continue': {
    in: {
      channelId: string
      context?: string
      extension?: string
      priority?: number
      label?: string
    }
    out: undefined
  }
  'POST /channels/{channelId}/move': {
    in: {
      channelId: string
      app: string
      appArgs?: string
    }
    out: undefined
  }
  'POST /channels/{channelId}/redirect': {
    in: {
      channelId: string
      endpoint: string
    }
    out: undefined
  }
  'POST /channels/{channelId}/answer': {
    in: {
      channelId: string
    }
    out: undefined
  }
  'POST /channels/{channelId}/ring': {
    in: {
      channelId: string
    }
    out: undefined
  }
  'DELETE /channels/{channelId}/ring': {
    in: {
      channelId: string
    }
    out: undefined
  }
  'POST /channels/{channelId}/progress': {
    in: {
      channelId: string
    }
    out: undefined
  }
  'POST /channels/{channelId}/dtmf': {
    in: {
      channelId: string
      dtmf?: string
      before?: number
      between?: number
      duration?: number
      after?: number
    }
    out: undefined
  }
  'POST /channels/{channelId}/mute': {
    in: {
      channelId: string
      direction?: 'both' | 'in' | 'out'
    }
    out: undefined
  }
  'DELETE /channels/{channelId}/mute': {
    in: {
      channelId: string
      direction?: 'both' | 'in' | 'out'
    }
    out: undefined
  }
  'POST /channels/{channelId}/hold': {
    in: {
      channelId: string
    }
    out: undefined
  }
  'DELETE /channels/{channelId}/hold': {
    in: {
      channelId: string
    }
    out: undefined
  }
  'POST /channels/{channelId}/moh': {
    in: {
      channelId: string
      mohClass?: string
    }
    out: undefined
  }
  'DELETE /channels/{channelId}/moh': {
    in: {
      channelId: string
    }
    out: undefined
  }
  'POST /channels/{channelId}/silence': {
    in: {
      channelId: string
    }
    out: undefined
  }
  'DELETE /channels/{channelId}/silence': {
    in: {
      channelId: string
    }
    out: undefined
  }
  'POST /channels/{channelId}/play': {
    in: {
      channelId: string
      media: string | string[]
      lang?: string
      offsetms?: number
      skipms?: number
      playbackId?: string
    }
    out: AriModels['Playback']
  }
  'POST /channels/{channelId}/play/{playbackId}': {
    in: {
      channelId: string
      playbackId: string
      media: string | string[]
      lang?: string
      offsetms?: number
      skipms?: number
    }
    out: AriModels['Playback']
  }
  'POST /channels/{channelId}/record': {
    in: {
      channelId: string
      name: string
      format: string
      maxDurationSeconds?: number
      maxSilenceSeconds?: number
      ifExists?: 'fail' | 'overwrite' | 'append'
      beep?: boolean
      terminateOn?: 'none' | 'any' | '*' | '#'
    }
    out: AriModels['LiveRecording']
  }
  'GET /channels/{channelId}/variable': {
    in: {
      channelId: string
      variable: string
    }
    out: AriModels['Variable']
  }
  'POST /channels/{channelId}/variable': {
    in: {
      channelId: string
      variable: string
      value?: string
      report_events?: boolean
    }
    out: undefined
  }
  'GET /channels/{channelId}/variables': {
    in: {
      channelId: string
      variables: string | string[]
    }
    out: AriModels['Variables']
  }
  'POST /channels/{channelId}/variables': {
    in: {
      channelId: string
      json?: {
        variables: unknown
      }
    }
    out: undefined
  }
  'POST /channels/{channelId}/snoop': {
    in: {
      channelId: string
      spy?: 'none' | 'both' | 'out' | 'in'
      whisper?: 'none' | 'both' | 'out' | 'in'
      app: string
      appArgs?: string
      snoopId?: string
    }
    out: AriModels['Channel']
  }
  'POST /channels/{channelId}/snoop/{snoopId}': {
    in: {
      channelId: string
      snoopId: string
      spy?: 'none' | 'both' | 'out' | 'in'
      whisper?: 'none' | 'both' | 'out' | 'in'
      app: string
      appArgs?: string
    }
    out: AriModels['Channel']
  }
  'POST /channels/{channelId}/dial': {
    in: {
      channelId: string
      caller?: string
      timeout?: number
    }
    out: undefined
  }
  'GET /channels/{channelId}/rtp_statistics': {
    in: {
      channelId: string
    }
    out: AriModels['RTPstat']
  }
  'POST /channels/externalMedia': {
    in: {
      channelId?: string
      app: string
      external_host?: string
      encapsulation?: 'rtp' | 'audiosocket' | 'none'
      transport?: 'udp' | 'tcp' | 'websocket'
      connection_type?: 'client' | 'server'
      format: string
      direction?: 'both'
      data?: string
      transport_data?: string
      json?: {
        variables?: unknown
      }
    }
    out: AriModels['Channel']
  }
  'POST /channels/{channelId}/transfer_progress': {
    in: {
      channelId: string
      states: string
    }
    out: undefined
  }
  'GET /deviceStates': {
    in: Record<string, never>
    out: AriModels['DeviceState'][]
  }
  'GET /deviceStates/{deviceName}': {
    in: {
      deviceName: string
    }
    out: AriModels['DeviceState']
  }
  'PUT /deviceStates/{deviceName}': {
    in: {
      deviceName: string
      deviceState:
        | 'NOT_INUSE'
        | 'INUSE'
        | 'BUSY'
        | 'INVALID'
        | 'UNAVAILABLE'
        | 'RINGING'
        | 'RINGINUSE'
        | 'ONHOLD'
    }
    out: undefined
  }
  'DELETE /deviceStates/{deviceName}': {
    in: {
      deviceName: string
    }
    out: undefined
  }
  'GET /endpoints': {
    in: Record<string, never>
    out: AriModels['Endpoint'][]
  }
  'PUT /endpoints/sendMessage': {
    in: {
      to: string
      from: string
      body?: string
      json?: {
        variables?: unknown
      }
    }
    out: undefined
  }
  'POST /endpoints/refer': {
    in: {
      to: string
      from: string
      refer_to: string
      to_self?: boolean
      json?: {
        variables?: unknown
      }
    }
    out: undefined
  }
  'GET /endpoints/{tech}': {
    in: {
      tech?: string
    }
    out: AriModels['Endpoint'][]
  }
  'GET /endpoints/{tech}/{resource}': {
    in: {
      tech?: string
      resource?: string
    }
    out: AriModels['Endpoint']
  }
  'PUT /endpoints/{tech}/{resource}/sendMessage': {
    in: {
      tech?: string
      resource?: string
      from: string
      body?: string
      json?: {
        variables?: unknown
      }
    }
    out: undefined
  }
  'POST /endpoints/{tech}/{resource}/refer': {
    in: {
      tech?: string
      resource?: string
      from: string
      refer_to: string
      to_self?: boolean
      json?: {
        variables?: unknown
      }
    }
    out: undefined
  }
  'GET /events': {
    in: {
      app: string | string[]
      subscribeAll?: boolean
    }
    out: unknown
  }
  'POST /events/user/{eventName}': {
    in: {
      eventName: string
      application: string
      source?: string | string[]
      json?: {
        variables?: unknown
      }
    }
    out: undefined
  }
  'POST /events/claim': {
    in: {
      channelId: string
      application: string
    }
    out: undefined
  }
  'GET /playbacks/{playbackId}': {
    in: {
      playbackId: string
    }
    out: AriModels['Playback']
  }
  'DELETE /playbacks/{playbackId}': {
    in: {
      playbackId: string
    }
    out: undefined
  }
  'POST /playbacks/{playbackId}/control': {
    in: {
      playbackId: string
      operation: 'restart' | 'pause' | 'unpause' | 'reverse' | 'forward'
    }
    out: undefined
  }
  'GET /recordings/stored': {
    in: Record<string, never>
    out: AriModels['StoredRecording'][]
  }
  'GET /recordings/stored/{recordingName}': {
    in: {
      recordingName: string
    }
    out: AriModels['StoredRecording']
  }
  'DELETE /recordings/stored/{recordingName}': {
    in: {
      recordingName: string
    }
    out: undefined
  }
  'GET /recordings/stored/{recordingName}/file': {
    in: {
      recordingName: string
    }
    out: unknown
  }
  'POST /recordings/stored/{recordingName}/copy': {
    in: {
      recordingName: string
      destinationRecordingName: string
    }
    out: AriModels['StoredRecording']
  }
  'GET /recordings/live/{recordingName}': {
    in: {
      recordingName: string
    }
    out: AriModels['LiveRecording']
  }
  'DELETE /recordings/live/{recordingName}': {
    in: {
      recordingName: string
    }
    out: undefined
  }
  'POST /recordings/live/{recordingName}/stop': {
    in: {
      recordingName: string
    }
    out: undefined
  }
  'POST /recordings/live/{recordingName}/pause': {
    in: {
      recordingName: string
    }
    out: undefined
  }
  'DELETE /recordings/live/{recordingName}/pause': {
    in: {
      recordingName: string
    }
    out: undefined
  }
  'POST /recordings/live/{recordingName}/mute': {
    in: {
      recordingName: string
    }
    out: undefined
  }
  'DELETE /recordings/live/{recordingName}/mute': {
    in: {
      recordingName: string
    }
    out: undefined
  }
  'GET /sounds': {
    in: {
      lang?: string
      format?: string
    }
    out: AriModels['Sound'][]
  }
  'GET /sounds/{soundId}': {
    in: {
      soundId: string
    }
    out: AriModels['Sound']
  }
}
