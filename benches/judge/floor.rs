//! The least that reading the pages can cost: the same bytes, all 44 fields, as borrowed strings.

#![expect(dead_code, reason = "deserialised, and not looked at")]

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Page<'a> {
    #[serde(borrow)]
    pub(crate) data: Data<'a>,
}

#[derive(Deserialize)]
pub(crate) struct Data<'a> {
    #[serde(borrow)]
    pub(crate) participant_quality_list: Vec<Record<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct Record<'a> {
    #[serde(borrow)]
    network: Option<Network<'a>>,
    #[serde(borrow)]
    audio: Option<Audio<'a>>,
    #[serde(borrow)]
    video: Option<Picture<'a>>,
    #[serde(borrow)]
    screen_sharing: Option<Picture<'a>>,
    #[serde(borrow)]
    cpu_usage: Option<CpuUsage<'a>>,
}

#[derive(Deserialize)]
struct Network<'a> {
    time: Option<&'a str>,
    network_delay: Option<&'a str>,
    bitrate_received: Option<&'a str>,
    packet_loss_avg_received: Option<&'a str>,
    packet_loss_max_received: Option<&'a str>,
    bitrate_sent: Option<&'a str>,
    packet_loss_avg_sent: Option<&'a str>,
    packet_loss_max_sent: Option<&'a str>,
}

#[derive(Deserialize)]
struct Audio<'a> {
    time: Option<&'a str>,
    mic_input_volume: Option<&'a str>,
    speaker_volume: Option<&'a str>,
    bitrate_received: Option<&'a str>,
    latency_received: Option<&'a str>,
    jitter_received: Option<&'a str>,
    bitrate_sent: Option<&'a str>,
    latency_sent: Option<&'a str>,
    jitter_sent: Option<&'a str>,
}

#[derive(Deserialize)]
struct Picture<'a> {
    time: Option<&'a str>,
    bitrate_received: Option<&'a str>,
    latency_received: Option<&'a str>,
    jitter_received: Option<&'a str>,
    maximum_resolution_received: Option<&'a str>,
    framerate_received: Option<&'a str>,
    bitrate_sent: Option<&'a str>,
    latency_sent: Option<&'a str>,
    jitter_sent: Option<&'a str>,
    maximum_resolution_sent: Option<&'a str>,
    framerate_sent: Option<&'a str>,
}

#[derive(Deserialize)]
struct CpuUsage<'a> {
    time: Option<&'a str>,
    client_avg_cpu_usage: Option<&'a str>,
    client_max_cpu_usage: Option<&'a str>,
    system_avg_cpu_usage: Option<&'a str>,
    system_max_cpu_usage: Option<&'a str>,
}
