//! What can be explained, by the words people have for it and by the platform's names of readings.
//!
//! ```text
//! topic = name | key | section "." key      case, spaces, `_` and `-` say nothing
//! name  = a word of `WORDS`, or a text that has one in it, as “audio jitter received”
//! key   = see `quality::metric`, as in `packet_loss_avg_received`
//! ```

use super::parsed::Topic;
use super::spelling::{fold, is_dash};
use crate::quality::metric::Metric;

/// Without spaces, `_` and `-`.
const WORDS: [(Topic, &[&str]); 14] = [
    (
        Topic::Loss,
        &[
            "loss",
            "packetloss",
            "丢包",
            "丢包率",
            "接收丢包",
            "发送丢包",
            "丢包峰值",
            "接收峰值",
            "发送峰值",
        ],
    ),
    (Topic::Delay, &["delay", "networkdelay", "rtt", "ping", "网络延迟", "网络时延", "往返时延"]),
    (Topic::Jitter, &["jitter", "抖动", "音频抖动", "视频抖动", "网络抖动"]),
    (
        Topic::Latency,
        &["latency", "lag", "延迟", "时延", "音频延迟", "视频延迟", "音视频延迟", "端到端延迟"],
    ),
    (Topic::Bitrate, &["bitrate", "bandwidth", "码率", "带宽", "比特率", "音频码率", "视频码率"]),
    (Topic::Resolution, &["resolution", "picture", "分辨率", "清晰度"]),
    (Topic::FrameRate, &["framerate", "fps", "frames", "帧率"]),
    (
        Topic::Volume,
        &["volume", "level", "microphone", "mic", "speaker", "音量", "麦克风", "扬声器"],
    ),
    (
        Topic::Cpu,
        &[
            "cpu",
            "cpuusage",
            "clientavg",
            "systemavg",
            "systempeak",
            "处理器",
            "cpu占用",
            "cpu使用率",
            "客户端平均",
            "系统平均",
            "系统最高",
        ],
    ),
    (Topic::Voice, &["voice", "speech", "mos", "emodel", "语音", "语音质量", "音质"]),
    (
        Topic::Grade,
        &[
            "grade", "rating", "score", "good", "fair", "poor", "severe", "评级", "等级", "良好",
            "一般", "差", "很差",
        ],
    ),
    (Topic::BadMinute, &["badminute", "badminutes", "minute", "坏分钟", "差的分钟", "异常分钟"]),
    (
        Topic::Coverage,
        &["coverage", "unrated", "nodata", "覆盖", "覆盖率", "数据完整度", "无法评级"],
    ),
    (Topic::Scope, &["scope", "side", "office", "everybody", "范围", "影响范围", "谁的问题"]),
];

/// The topic that a text names.
pub(super) fn find(text: &str) -> Option<Topic> {
    let name = squeezed(text);
    let by_word = WORDS.iter().find(|(_, words)| words.contains(&name.as_str()));
    by_word.map(|(topic, _)| *topic).or_else(|| by_key(&name)).or_else(|| within(text))
}

fn by_key(name: &str) -> Option<Topic> {
    Metric::all()
        .chain(Metric::DERIVED)
        .find(|metric| squeezed(metric.key()) == name || squeezed(&metric.path()) == name)
        .map(of_metric)
}

/// The topic of the longest word in a text. Latin letters are read in whole words, one or two, and a
/// single Chinese character says too little.
fn within(text: &str) -> Option<Topic> {
    let folded = fold(text);
    let is_between = |c: char| !(c.is_alphanumeric() || c == '_' || is_dash(c));
    let parts: Vec<String> = folded.split(is_between).map(squeezed).collect();
    let pairs: Vec<String> = parts.windows(2).map(<[String]>::concat).collect();
    let is_in = |word: &str| match word.is_ascii() {
        true => parts.iter().chain(&pairs).any(|part| part == word),
        false => word.chars().nth(1).is_some() && parts.iter().any(|part| part.contains(word)),
    };
    let words =
        WORDS.iter().flat_map(|(topic, words)| words.iter().map(move |word| (topic, *word)));
    let longest = words.filter(|(_, word)| is_in(word)).max_by_key(|(_, word)| word.len());
    longest.map(|(topic, _)| *topic)
}

fn squeezed(text: &str) -> String {
    let says_nothing = |c: char| c.is_whitespace() || c == '_' || is_dash(c);
    fold(text).chars().filter(|c| !says_nothing(*c)).collect()
}

const fn of_metric(metric: Metric) -> Topic {
    match metric {
        Metric::NetworkDelay => Topic::Delay,
        Metric::NetworkPacketLossAvgReceived
        | Metric::NetworkPacketLossMaxReceived
        | Metric::NetworkPacketLossAvgSent
        | Metric::NetworkPacketLossMaxSent => Topic::Loss,
        Metric::AudioMicInputVolume | Metric::AudioSpeakerVolume => Topic::Volume,
        Metric::NetworkBitrateReceived
        | Metric::NetworkBitrateSent
        | Metric::AudioBitrateReceived
        | Metric::AudioBitrateSent
        | Metric::VideoBitrateReceived
        | Metric::VideoBitrateSent
        | Metric::ShareBitrateReceived
        | Metric::ShareBitrateSent => Topic::Bitrate,
        Metric::AudioLatencyReceived
        | Metric::AudioLatencySent
        | Metric::VideoLatencyReceived
        | Metric::VideoLatencySent
        | Metric::ShareLatencyReceived
        | Metric::ShareLatencySent => Topic::Latency,
        Metric::AudioJitterReceived
        | Metric::AudioJitterSent
        | Metric::VideoJitterReceived
        | Metric::VideoJitterSent
        | Metric::ShareJitterReceived
        | Metric::ShareJitterSent => Topic::Jitter,
        Metric::VideoMaximumResolutionReceived
        | Metric::VideoMaximumResolutionSent
        | Metric::ShareMaximumResolutionReceived
        | Metric::ShareMaximumResolutionSent => Topic::Resolution,
        Metric::VideoFramerateReceived
        | Metric::VideoFramerateSent
        | Metric::ShareFramerateReceived
        | Metric::ShareFramerateSent => Topic::FrameRate,
        Metric::CpuClientAvg
        | Metric::CpuClientMax
        | Metric::CpuSystemAvg
        | Metric::CpuSystemMax => Topic::Cpu,
        Metric::VoiceReceived | Metric::VoiceSent => Topic::Voice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_known_by_words_of_both_languages() {
        let table = [
            ("packet loss", Topic::Loss),
            ("Packet-Loss", Topic::Loss),
            ("丢包率", Topic::Loss),
            ("RTT", Topic::Delay),
            ("网络 延迟", Topic::Delay),
            ("延迟", Topic::Latency),
            ("抖动", Topic::Jitter),
            ("bandwidth", Topic::Bitrate),
            ("清晰度", Topic::Resolution),
            ("frame rate", Topic::FrameRate),
            ("帧率", Topic::FrameRate),
            ("麦克风", Topic::Volume),
            ("ＣＰＵ", Topic::Cpu),
            ("MOS", Topic::Voice),
            ("等级", Topic::Grade),
            ("bad minute", Topic::BadMinute),
            ("coverage", Topic::Coverage),
            ("影响范围", Topic::Scope),
            ("音频接收抖动", Topic::Jitter),
            ("audio jitter received", Topic::Jitter),
            ("Peak packet loss, received", Topic::Loss),
            ("共享发送分辨率", Topic::Resolution),
            ("系统平均 CPU", Topic::Cpu),
            ("average client CPU", Topic::Cpu),
            ("voice sent (estimated)", Topic::Voice),
            ("what does jitter mean?", Topic::Jitter),
            ("抖动是什么", Topic::Jitter),
            ("网络延迟高", Topic::Delay),
        ];
        for (text, wanted) in table {
            assert_eq!(find(text), Some(wanted), "{text}");
        }
        for text in
            ["", "weather", "天气", "packet", "network", "_", "flag", "dynamic range", "时差"]
        {
            assert_eq!(find(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_reading_is_known_by_the_platforms_name() {
        for metric in Metric::all().chain(Metric::DERIVED) {
            assert_eq!(find(metric.key()), Some(of_metric(metric)), "{}", metric.key());
            assert_eq!(find(&metric.path()), Some(of_metric(metric)), "{}", metric.path());
        }
        assert_eq!(find("packet_loss_avg_received"), Some(Topic::Loss));
    }

    #[test]
    fn no_word_means_two_topics() {
        let mut words: Vec<_> = WORDS.iter().flat_map(|(_, words)| *words).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
        assert!(words.iter().all(|word| squeezed(word) == **word), "as they are looked up");
    }
}
