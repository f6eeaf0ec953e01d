//! ClamAV's daemon, by its protocol: `INSTREAM` over TCP or a local socket.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

use super::verdict::{ScanError, Verdict};

/// The daemon takes the connection within this time.
const CONNECTED_WITHIN: Duration = Duration::from_secs(5);
/// The daemon answers within this time.
const ANSWERED_WITHIN: Duration = Duration::from_secs(60);
/// Bytes of a chunk.
const CHUNK: usize = 64 * 1024;
/// The longest answer that is read.
const ANSWER_BYTES_MAX: u64 = 4096;

/// The address of a daemon: `tcp://127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClamdAddress {
    /// Host and port.
    Tcp(String),
    /// A local socket.
    Unix(PathBuf),
}

impl FromStr for ClamdAddress {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const FORM: &str = "write tcp://host:port or unix:/path";
        if let Some(host) = text.strip_prefix("tcp://") {
            let port = host.rsplit_once(':').filter(|(host, _)| !host.is_empty());
            let port = port.and_then(|(_, port)| port.parse::<u16>().ok());
            return port.map(|_| Self::Tcp(host.to_owned())).ok_or(FORM);
        }
        let path = text.strip_prefix("unix:").map(PathBuf::from);
        let path = path.filter(|path| path.is_absolute());
        path.map(Self::Unix).ok_or(FORM)
    }
}

impl fmt::Display for ClamdAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(host) => write!(out, "tcp://{host}"),
            Self::Unix(path) => write!(out, "unix:{}", path.display()),
        }
    }
}

/// A daemon of ClamAV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clamd {
    /// Its address.
    pub address: ClamdAddress,
}

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

impl Clamd {
    /// Scans content. The version is asked for first: an older one than the one that scans can
    /// stand beside a verdict, never a newer.
    ///
    /// # Errors
    /// [`ScanError`].
    pub async fn scan(&self, content: &[u8]) -> Result<Verdict, ScanError> {
        let version = async {
            let mut wire = self.connect().await?;
            wire.write_all(b"zVERSION\0").await?;
            answer(&mut wire).await
        };
        let by = within(version).await?;
        if !by.starts_with("ClamAV ") {
            return Err(ScanError::Answer(by));
        }
        let stream = async {
            let mut wire = self.connect().await?;
            // A daemon that has seen enough answers and closes: the answer is read all the same.
            let sent = send(&mut wire, content).await;
            match (answer(&mut wire).await, sent) {
                (Ok(told), _) if !told.is_empty() => Ok(told),
                (Ok(_), Err(broken)) => Err(broken),
                (told, _) => told,
            }
        };
        verdict(within(stream).await?, by)
    }

    async fn connect(&self) -> io::Result<Box<dyn Wire>> {
        let connect = async {
            let wire: Box<dyn Wire> = match &self.address {
                ClamdAddress::Tcp(host) => Box::new(TcpStream::connect(host).await?),
                ClamdAddress::Unix(path) => Box::new(UnixStream::connect(path).await?),
            };
            Ok(wire)
        };
        let connected = timeout(CONNECTED_WITHIN, connect).await;
        connected.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }
}

async fn within(told: impl Future<Output = io::Result<String>>) -> Result<String, ScanError> {
    let told = timeout(ANSWERED_WITHIN, told).await;
    Ok(told.map_err(|_| ScanError::TooSlow)??)
}

/// Sends content in chunks: the length of each in four bytes, the highest first, and a length of
/// zero after the last.
async fn send(wire: &mut Box<dyn Wire>, content: &[u8]) -> io::Result<()> {
    wire.write_all(b"zINSTREAM\0").await?;
    for chunk in content.chunks(CHUNK) {
        // At most 64 KiB.
        wire.write_u32(u32::try_from(chunk.len()).unwrap_or(u32::MAX))
            .await?;
        wire.write_all(chunk).await?;
    }
    wire.write_u32(0).await?;
    wire.flush().await
}

/// Reads an answer, which ends with a zero byte.
async fn answer(wire: &mut Box<dyn Wire>) -> io::Result<String> {
    let mut told = Vec::new();
    let mut limited = wire.take(ANSWER_BYTES_MAX);
    let mut byte = [0];
    while limited.read(&mut byte).await? == 1 && byte[0] != 0 {
        told.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&told).trim_end().to_owned())
}

fn verdict(told: String, by: String) -> Result<Verdict, ScanError> {
    if told.ends_with("size limit exceeded. ERROR") {
        return Ok(Verdict::TooLarge);
    }
    match told.strip_prefix("stream: ") {
        Some("OK") => Ok(Verdict::Clean { by }),
        Some(found) => {
            let signature = found.strip_suffix(" FOUND").map(str::to_owned);
            let infected = signature.map(|signature| Verdict::Infected { signature });
            infected.ok_or(ScanError::Answer(told))
        }
        None => Err(ScanError::Answer(told)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let read = |told: &str| verdict(told.to_owned(), "ClamAV 1".to_owned());
        let clean = Verdict::Clean {
            by: "ClamAV 1".to_owned(),
        };
        assert_eq!(read("stream: OK").unwrap(), clean);
        let infected = Verdict::Infected {
            signature: "Win.Test.EICAR_HDB-1".to_owned(),
        };
        assert_eq!(
            read("stream: Win.Test.EICAR_HDB-1 FOUND").unwrap(),
            infected
        );
        assert_eq!(
            read("INSTREAM size limit exceeded. ERROR").unwrap(),
            Verdict::TooLarge
        );
        for told in ["", "stream: ", "OK", "UNKNOWN COMMAND", "stream: OK FOUND?"] {
            assert!(matches!(read(told), Err(ScanError::Answer(_))), "{told}");
        }
    }

    #[test]
    fn an_address_has_one_form() {
        for text in [
            "tcp://127.0.0.1:3310",
            "tcp://[::1]:3310",
            "unix:/run/clamd.ctl",
        ] {
            let address: ClamdAddress = text.parse().unwrap();
            assert_eq!(address.to_string(), text);
        }
        for text in [
            "",
            "127.0.0.1:3310",
            "tcp://host",
            "tcp://:3310",
            "unix:clamd",
            "tcp://h:x",
        ] {
            assert!(text.parse::<ClamdAddress>().is_err(), "{text}");
        }
    }
}
