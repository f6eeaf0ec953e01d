//! Tables of methods: one row per method, with the step that serves it.

/// Implements a generated service by the steps in its rows. Every row is checked to name the method
/// as its step is named.
///
/// `[in]` marks a request in several messages, `[out]` an answer in several messages, `[feed]` an
/// answer of query after query. `as` in a scheme's own service names the step that a method is
/// judged and recorded as. The implementing type has a field `dispatcher`.
#[macro_export]
macro_rules! table {
    (impl$([$generic:ident])? $service:ident for $handlers:ty, scheme $scheme:ty {
        $($method:ident $(as $name:ident)? => $step:ty;)*
        $([in] $received:ident => $upload:ty;)*
        $([out] $sent:ident => $download:ty as $parts:ident;)*
        $([feed] $fed:ident => $feed:ty as $stream:ident;)*
    }) => {
        #[::tonic::async_trait]
        impl$(<$generic: ::contract::SchemeContract>)? $service for $handlers {
            $(async fn $method(
                &self,
                request: ::tonic::Request<<$step as $crate::wire::Inward<$scheme>>::Message>,
            ) -> Result<
                ::tonic::Response<<$step as $crate::wire::Respond<$scheme>>::Response>,
                ::tonic::Status,
            > {
                const { $crate::same_name(
                    &[stringify!($method) $(, stringify!($name))?],
                    <$step as ::casework::Run<$scheme, _>>::STEP,
                ) }
                self.dispatcher.unary::<$step, _>(request).await
            })*

            $(async fn $received(
                &self,
                request: ::tonic::Request<
                    ::tonic::Streaming<<$upload as $crate::wire::Receive<$scheme>>::Message>,
                >,
            ) -> Result<
                ::tonic::Response<<$upload as $crate::wire::Respond<$scheme>>::Response>,
                ::tonic::Status,
            > {
                const { $crate::same_name(
                    &[stringify!($received)],
                    <$upload as ::casework::Run<$scheme, _>>::STEP,
                ) }
                self.dispatcher.received::<$upload, _>(request).await
            })*

            $(type $parts =
                $crate::Parts<<$download as $crate::wire::RespondInParts<$scheme>>::Part>;

            async fn $sent(
                &self,
                request: ::tonic::Request<<$download as $crate::wire::Inward<$scheme>>::Message>,
            ) -> Result<::tonic::Response<Self::$parts>, ::tonic::Status> {
                const { $crate::same_name(
                    &[stringify!($sent)],
                    <$download as ::casework::Run<$scheme, _>>::STEP,
                ) }
                self.dispatcher.in_parts::<$download, _>(request).await
            })*

            $(type $stream = $crate::Parts<<$feed as $crate::wire::Respond<$scheme>>::Response>;

            async fn $fed(
                &self,
                request: ::tonic::Request<<$feed as $crate::wire::Inward<$scheme>>::Message>,
            ) -> Result<::tonic::Response<Self::$stream>, ::tonic::Status> {
                const { $crate::same_name(
                    &[stringify!($fed)],
                    <$feed as ::casework::Run<$scheme, _>>::STEP,
                ) }
                self.dispatcher.feed::<$feed, _>(request).await
            })*
        }
    };
}

/// Checks, while compiling, that a row of the table names its step: by the last of its names.
///
/// # Panics
/// When it names another.
pub const fn same_name(names: &[&str], step: domain::step::StepName) {
    let [.., name] = names else {
        panic!("a row of the table names no step");
    };
    let (name, step) = (name.as_bytes(), step.name().as_bytes());
    let mut at = 0;
    assert!(
        name.len() == step.len(),
        "a row of the table names another step"
    );
    while at < name.len() {
        assert!(
            name[at] == step[at],
            "a row of the table names another step"
        );
        at += 1;
    }
}
